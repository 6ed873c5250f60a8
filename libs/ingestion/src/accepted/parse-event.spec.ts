import { acceptedEventSchema } from '@groundswell/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalInstant } from './instant.js';
import { parseEvent } from './parse-event.js';
import { isPlainlyAccepted } from './structural-check.js';

const event = {
  v: 1,
  projectId: 7,
  messageId: 'm-1',
  type: 'track',
  event: 'Signed Up',
  userId: 'u-1',
  timestamp: '2024-03-25T10:11:12.123Z',
  receivedAt: '2024-03-25T10:11:13.000Z',
  source: 'live',
  platform: 'web',
  properties: { plan: 'pro' },
};
const bytes = (changes: object) => Buffer.from(JSON.stringify({ ...event, ...changes }));

describe('parseEvent', () => {
  it('reads an event and its two times', () => {
    expect(parseEvent(bytes({}))).toEqual({
      kind: 'ok',
      value: { event, timestamp: Date.parse(event.timestamp), receivedAt: Date.parse(event.receivedAt) },
    });
  });

  it('takes a time without milliseconds by way of the schema', () => {
    const outcome = parseEvent(bytes({ timestamp: '2024-03-25T10:11:12Z' }));
    expect(outcome).toMatchObject({ kind: 'ok', value: { timestamp: Date.parse('2024-03-25T10:11:12Z') } });
  });

  it.each([
    ['no JSON', Buffer.from('{"v":1'), 'malformed', undefined],
    ['a NUL byte', Buffer.from('{"v":1,"a":"\u0000"}'), 'malformed', undefined],
    ['null', Buffer.from('null'), 'malformed', undefined],
    ['a list', Buffer.from('[]'), 'malformed', undefined],
    ['no message id', bytes({ messageId: undefined }), 'malformed', 7],
    ['an empty name', bytes({ event: '' }), 'malformed', 7],
    ['a platform that is none', bytes({ platform: 'fridge' }), 'malformed', 7],
    ['properties that are a list', bytes({ properties: [] }), 'malformed', 7],
    ['a day that does not exist', bytes({ timestamp: '2023-02-29T00:00:00.000Z' }), 'malformed', 7],
    ['a time before 1970', bytes({ timestamp: '1969-12-31T00:00:00.000Z' }), 'malformed', 7],
    ['a time after 2148', bytes({ timestamp: '9999-01-01T00:00:00.000Z' }), 'malformed', 7],
    ['a project id beyond int', bytes({ projectId: 2 ** 40, event: '' }), 'malformed', undefined],
    ['no id at all', bytes({ userId: undefined }), 'no_identity', 7],
  ])('makes %s a dead letter with a reason', (_name, value, reason, projectId) => {
    const outcome = parseEvent(value);
    expect(outcome).toMatchObject({ kind: 'deadLetter', reason });
    expect(outcome).toHaveProperty('projectId', projectId);
  });

  it('shows NUL and lone surrogates as U+FFFD in ids, keys and values, and leaves pairs alone', () => {
    const outcome = parseEvent(bytes({ userId: 'a\u0000b', properties: { 'k\ud800': ['x\udc00', '😀'] } }));
    expect(outcome).toMatchObject({
      kind: 'ok',
      value: { event: { userId: 'a\uFFFDb', properties: { 'k\uFFFD': ['x\uFFFD', '😀'] } } },
    });
  });
});

describe('the structural check', () => {
  it('takes nothing that the schema refuses', () => {
    const odd = fc.oneof(
      fc.constant(undefined),
      fc.string({ maxLength: 250 }),
      fc.integer(),
      fc.anything(),
      fc.uuid(),
    );
    const names = fc.constantFrom(...Object.keys(acceptedEventSchema.shape));
    const changes = fc.array(fc.tuple(names, odd), { maxLength: 3 });
    fc.assert(
      fc.property(changes, (list) => {
        const changed = { ...event, ...Object.fromEntries(list) };
        const times = [changed.timestamp, changed.receivedAt].map(canonicalInstant);
        if (times.some(Number.isNaN) || !isPlainlyAccepted(changed)) return;
        expect(acceptedEventSchema.safeParse(changed).error?.issues ?? []).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  it('takes the ordinary event', () => {
    expect(isPlainlyAccepted(event)).toBe(true);
  });
});

describe('canonicalInstant', () => {
  it('reads what Date writes', () => {
    const instants = fc.integer({ min: Date.UTC(1000, 0, 1), max: Date.UTC(9999, 11, 31) });
    fc.assert(fc.property(instants, (ms) => canonicalInstant(new Date(ms).toISOString()) === ms));
  });

  it.each([
    '2024-13-01T00:00:00.000Z',
    '2024-04-31T00:00:00.000Z',
    '2024-01-01T24:00:00.000Z',
    '2024-1-01',
    5,
    null,
  ])('refuses %p', (text) => {
    expect(canonicalInstant(text)).toBeNaN();
  });
});
