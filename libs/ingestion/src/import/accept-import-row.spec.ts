import { acceptedEventSchema } from '@groundswell/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { acceptImportRow } from './accept-import-row.js';
import { importMappingSchema } from './import-mapping.js';

const context = {
  projectId: 1,
  importId: '3f0e2f6e-52a5-4c4e-9d2a-0d8a1b6b2f11',
  line: 2,
  receivedAt: new Date('2026-01-01T00:00:00Z'),
};
const mapping = { event: 'name', distinctId: 'user', timestamp: 'time' };
const row = { name: 'play', user: 'u1', time: '2016-05-24', level: '3' };

const time = (value: unknown, timeZone: string, timestampFormat?: string) => {
  const result = acceptImportRow(
    { ...row, time: value },
    { ...mapping, timestampFormat },
    { ...context, timeZone },
  );
  return result.ok ? result.event.timestamp : result.reason;
};

describe('acceptImportRow', () => {
  it('maps columns and constants', () => {
    const constant = {
      ...mapping,
      event: { const: 'open' },
      platform: { const: 'web' },
      properties: ['level'],
    };
    expect(acceptImportRow(row, constant, context)).toMatchObject({
      ok: true,
      event: { event: 'open', userId: 'u1', platform: 'web', properties: { level: '3' }, source: 'import' },
    });
  });

  it.each([
    ['2016-05-24', 'UTC', '2016-05-24T00:00:00.000Z'],
    ['2016-05-24', 'Asia/Shanghai', '2016-05-23T16:00:00.000Z'],
    ['2019-11-01 17:59:13.273932', 'UTC', '2019-11-01T17:59:13.273Z'],
    ['2019-11-01 17:59:13', 'America/New_York', '2019-11-01T21:59:13.000Z'],
    ['2019-11-01T17:59:13+02:00', 'America/New_York', '2019-11-01T15:59:13.000Z'],
    ['1572631153', 'UTC', '2019-11-01T17:59:13.000Z'],
    [1572631153273, 'UTC', '2019-11-01T17:59:13.273Z'],
    ['yesterday', 'UTC', 'bad_timestamp'],
    ['', 'UTC', 'bad_timestamp'],
    [null, 'UTC', 'bad_timestamp'],
  ])('reads %j in %s', (value, zone, expected) => expect(time(value, zone)).toBe(expected));

  it.each([
    ['24/05/2016 18:30', 'dd/MM/yyyy HH:mm', '2016-05-24T18:30:00.000Z'],
    ['1572631153', 'epochSeconds', '2019-11-01T17:59:13.000Z'],
    ['1572631153273', 'epochMillis', '2019-11-01T17:59:13.273Z'],
    ['2016-05-24', 'dd/MM/yyyy', 'bad_timestamp'],
  ])('reads %j by the format %s', (value, format, expected) =>
    expect(time(value, 'UTC', format)).toBe(expected),
  );

  it('identifies a row by its content and its line', () => {
    const id = (line: number, user = 'u1') => {
      const result = acceptImportRow({ ...row, user }, mapping, { ...context, line });
      return result.ok ? result.event.messageId : '';
    };
    expect(id(2)).toBe(id(2));
    expect(new Set([id(2), id(3), id(2, 'u2')]).size).toBe(3);
  });

  it.each([
    [{ ...row, user: '' }, 'no_id'],
    [{ ...row, name: '' }, 'no_event_name'],
  ])('refuses %j', (bad, reason) =>
    expect(acceptImportRow(bad, mapping, context)).toMatchObject({ ok: false, reason }),
  );

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('name', 'user', 'time', 'level'), fc.anything()),
        (hostile) => {
          const result = acceptImportRow(hostile, { ...mapping, properties: ['level'] }, context);
          if (result.ok)
            expect(acceptedEventSchema.safeParse(JSON.parse(JSON.stringify(result.event))).success).toBe(
              true,
            );
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('refuses a mapping that names nothing', () => {
    expect(importMappingSchema.safeParse({ event: 'name' }).success).toBe(false);
    expect(importMappingSchema.safeParse({ ...mapping, evnt: 'x' }).success).toBe(false);
  });
});
