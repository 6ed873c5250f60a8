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
      event: {
        event: 'open',
        anonymousId: 'u1',
        platform: 'web',
        properties: { level: '3' },
        source: 'import',
      },
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
    ['2019-11-01T17:59', 'Europe/Berlin', '2019-11-01T16:59:00.000Z'],
    ['2019-11-01 17:59:13.5', 'UTC', '2019-11-01T17:59:13.500Z'],
    ['2019-11-01 17:59:13+08', 'UTC', '2019-11-01T09:59:13.000Z'],
    ['2019-11-01 17:59:13 UTC', 'Asia/Tokyo', '2019-11-01T17:59:13.000Z'],
    ['2024-03-10 02:30:00', 'America/New_York', '2024-03-10T07:30:00.000Z'],
    ['2024-11-03 01:30:00', 'America/New_York', '2024-11-03T05:30:00.000Z'],
    ['20160524', 'Asia/Shanghai', '2016-05-23T16:00:00.000Z'],
    [20160524, 'UTC', '2016-05-24T00:00:00.000Z'],
    ['1572631153.25', 'UTC', '2019-11-01T17:59:13.250Z'],
    ['1572631153273932', 'UTC', '2019-11-01T17:59:13.273Z'],
    ['2016/5/4 9:07', 'Asia/Shanghai', '2016-05-04T01:07:00.000Z'],
    ['2016/05/24', 'UTC', '2016-05-24T00:00:00.000Z'],
    ['2016-5-4 9:07:05.5', 'UTC', '2016-05-04T09:07:05.500Z'],
    ['2016年5月24日 18:30:15', 'Asia/Shanghai', '2016-05-24T10:30:15.000Z'],
    ['2016年5月4日', 'UTC', '2016-05-04T00:00:00.000Z'],
    ['24.5.2016 18:30', 'Europe/Berlin', '2016-05-24T16:30:00.000Z'],
    ['2016/5/24 18:30:00+08:00', 'UTC', '2016-05-24T10:30:00.000Z'],
    ['20160524183015', 'Asia/Shanghai', '2016-05-24T10:30:15.000Z'],
    ['Tue, 24 May 2016 18:30:15 GMT', 'Asia/Shanghai', '2016-05-24T18:30:15.000Z'],
    ['[24/May/2016:18:30:15 +0200]', 'Asia/Shanghai', '2016-05-24T16:30:15.000Z'],
    ['2016-05-24T18:30:15+02:00[Europe/Berlin]', 'UTC', '2016-05-24T16:30:15.000Z'],
    ['2016-05-24T18:30:15z', 'Asia/Shanghai', '2016-05-24T18:30:15.000Z'],
    ['1572631153273932111', 'UTC', '2019-11-01T17:59:13.273Z'],
    // Of a spreadsheet.
    ['42514.770833333336', 'Asia/Shanghai', '2016-05-24T10:30:00.000Z'],
    [42514, 'UTC', '2016-05-24T00:00:00.000Z'],
    ['5/24/2016 18:30', 'UTC', 'bad_timestamp'],
    ['30.2.2016', 'UTC', 'bad_timestamp'],
    ['2016/13/1', 'UTC', 'bad_timestamp'],
    ['24.5.16', 'UTC', 'bad_timestamp'],
    ['86399', 'UTC', 'bad_timestamp'],
    ['2016-02-30', 'UTC', 'bad_timestamp'],
    ['2016-02-30', 'Asia/Shanghai', 'bad_timestamp'],
    ['2016-02-20 25:00', 'UTC', 'bad_timestamp'],
    ['2016-02-20 10:00:75', 'UTC', 'bad_timestamp'],
    ['1969-01-01', 'UTC', 'bad_timestamp'],
    ['yesterday', 'UTC', 'bad_timestamp'],
    ['', 'UTC', 'bad_timestamp'],
    [null, 'UTC', 'bad_timestamp'],
  ])('reads %j in %s', (value, zone, expected) => expect(time(value, zone)).toBe(expected));

  it.each([
    ['24/05/2016 18:30', 'dd/MM/yyyy HH:mm', '2016-05-24T18:30:00.000Z'],
    ['1572631153', 'epochSeconds', '2019-11-01T17:59:13.000Z'],
    ['1572631153273', 'epochMillis', '2019-11-01T17:59:13.273Z'],
    ['24 May 2016, 6:30 PM', 'd MMM yyyy, h:mm a', '2016-05-24T18:30:00.000Z'],
    ['24/05/2016 18:30 +02:00', 'dd/MM/yyyy HH:mm ZZ', '2016-05-24T16:30:00.000Z'],
    ['1572631153', 'X', '2019-11-01T17:59:13.000Z'],
    ['', 'epochSeconds', 'bad_timestamp'],
    ['2016-05-24', 'dd/MM/yyyy', 'bad_timestamp'],
    ['2016 1 5', 'yyyy o M', 'bad_timestamp'],
    ['x', 'no format at all', 'bad_timestamp'],
  ])('reads %j by the format %s', (value, format, expected) =>
    expect(time(value, 'UTC', format)).toBe(expected),
  );

  it('reads a format in the zone of the project', () => {
    expect(time('24/05/2016 18:30', 'Asia/Shanghai', 'dd/MM/yyyy HH:mm')).toBe('2016-05-24T10:30:00.000Z');
  });

  it('pulls a future time back and marks it', () => {
    expect(acceptImportRow({ ...row, time: '2031-01-01' }, mapping, context)).toMatchObject({
      ok: true,
      event: { timestamp: '2026-01-01T00:00:00.000Z', clamped: true },
    });
  });

  it('takes a message id from its column, else from content and line', () => {
    const id = (value: unknown) => {
      const result = acceptImportRow({ ...row, id: value }, { ...mapping, messageId: 'id' }, context);
      return result.ok ? result.event.messageId : '';
    };
    expect(id(17)).toBe('17');
    expect(id('')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('refuses what JSON cannot say', () => {
    const cycle: Record<string, unknown> = { ...row };
    cycle.self = cycle;
    for (const odd of [cycle, { ...row, level: 5n }]) {
      expect(acceptImportRow(odd, mapping, context)).toMatchObject({ ok: false, reason: 'malformed' });
    }
  });

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
    [{ ...row, user: ' ' }, 'no_id'],
    [{ ...row, user: { id: 1 } }, 'wrong_type'],
    [{ ...row, user: 'x'.repeat(201) }, 'id_too_long'],
    [{ ...row, name: '' }, 'no_event_name'],
  ])('refuses %j', (bad, reason) =>
    expect(acceptImportRow(bad, mapping, context)).toMatchObject({ ok: false, reason }),
  );

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom('name', 'user', 'time', 'level'),
          fc.oneof(fc.anything({ withBigInt: true, withDate: true }), fc.string(), fc.constant('2016-05-24')),
        ),
        (hostile) => {
          const result = acceptImportRow(
            { ...row, ...hostile },
            { ...mapping, properties: ['level'] },
            context,
          );
          if (!result.ok) expect(result.reason).not.toBe('unreadable');
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
