import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { correctClock } from './correct-clock.js';
import { instantOf, isStorableInstant } from './instant.js';

const at = (text: string) => Date.parse(text);
const receivedAt = at('2024-03-25T12:00:00Z');

describe('correctClock', () => {
  it.each([
    ['no time: ours', {}, '2024-03-25T12:00:00Z', false],
    ['no sentAt: as it is', { original: at('2024-03-20T00:00:00Z') }, '2024-03-20T00:00:00Z', false],
    [
      'a device an hour ahead',
      { original: at('2024-03-25T12:59:00Z'), sentAt: at('2024-03-25T13:00:00Z') },
      '2024-03-25T11:59:00Z',
      false,
    ],
    ['two days ahead: clamped', { original: at('2024-03-27T13:00:00Z') }, '2024-03-25T12:00:00Z', true],
    [
      'a sentAt out of all time: as it is',
      { original: at('2024-03-20T00:00:00Z'), sentAt: at('2099-01-01T00:00:00Z') },
      '2024-03-20T00:00:00Z',
      false,
    ],
    ['a day ahead: kept', { original: at('2024-03-26T12:00:00Z') }, '2024-03-26T12:00:00Z', false],
  ])('%s', (_case, times, timestamp, clamped) => {
    expect(correctClock({ ...times, receivedAt })).toEqual({ timestamp: at(timestamp), clamped });
  });

  it.each([
    ['exactly a day ahead after correction: kept', 86_400_000, false],
    ['a millisecond more: clamped', 86_400_001, true],
  ])('%s', (_case, ahead, clamped) => {
    const sentAt = at('2001-01-01T00:00:00Z');
    const timestamp = clamped ? receivedAt : receivedAt + ahead;
    expect(correctClock({ original: sentAt + ahead, sentAt, receivedAt })).toEqual({ timestamp, clamped });
  });

  it('never gives a time that no store can keep, or one more than a day ahead', () => {
    const instant = fc.option(fc.integer({ min: at('1970-01-02'), max: at('2105-12-31') }), {
      nil: undefined,
    });
    fc.assert(
      fc.property(instant, instant, (original, sentAt) => {
        const { timestamp, clamped } = correctClock({ original, sentAt, receivedAt });
        expect(isStorableInstant(timestamp)).toBe(true);
        expect(timestamp).toBeLessThanOrEqual(receivedAt + 86_400_000);
        if (clamped) expect(timestamp).toBe(receivedAt);
      }),
    );
  });

  it('is blind to how wrong a clock is', () => {
    const age = fc.integer({ min: 0, max: 1e9 });
    const skew = fc.integer({ min: -1e9, max: 1e9 });
    fc.assert(
      fc.property(age, skew, (ms, wrong) => {
        const sentAt = receivedAt + wrong;
        expect(correctClock({ original: sentAt - ms, sentAt, receivedAt }).timestamp).toBe(receivedAt - ms);
      }),
    );
  });
});

describe('instantOf', () => {
  it.each([
    ['2024-03-25T08:00:00.123Z', '2024-03-25T08:00:00.123Z'],
    ['2024-03-25T08:00:00+08:00', '2024-03-25T00:00:00.000Z'],
    ['2024-03-25', '2024-03-25T00:00:00.000Z'],
    [1711353600, '2024-03-25T08:00:00.000Z'],
    [1711353600000, '2024-03-25T08:00:00.000Z'],
    [1711353600.25, '2024-03-25T08:00:00.250Z'],
    [1711353600000999, '2024-03-25T08:00:00.000Z'],
    ['2024-03-25T08:00:00.123456789Z', '2024-03-25T08:00:00.123Z'],
    ['2024-03-25T08:00:00', '2024-03-25T08:00:00.000Z'],
    ['2024-02-29T08:00:00Z', '2024-02-29T08:00:00.000Z'],
    ['2024-03-25 08:00:00', '2024-03-25T08:00:00.000Z'],
    ['2024-03-25 08:00:00.123456+08:00', '2024-03-25T00:00:00.123Z'],
    ['2024-03-25 08:00 UTC', '2024-03-25T08:00:00.000Z'],
  ])('%j', (value, iso) => expect(new Date(instantOf(value) ?? NaN).toISOString()).toBe(iso));

  it.each([
    'yesterday',
    '2024-13-01',
    '2024-02-30T08:00:00Z',
    '2023-02-29T08:00:00Z',
    '2024-04-31',
    '2024-02-30 08:00:00',
    '2024-03-25 08:00:00 CST',
    '9999-01-01T00:00:00Z',
    '1970-01-01T00:00:00Z',
    '',
    {},
    null,
    NaN,
    Infinity,
    -5,
    true,
    new Date(NaN),
  ])('refuses %j', (value) => expect(instantOf(value)).toBeUndefined());
});
