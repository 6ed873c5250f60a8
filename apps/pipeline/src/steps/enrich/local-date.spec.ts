import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { LocalDates } from './local-date.js';

/** Half-hour and 45-minute zones, both hemispheres, a date-line jump, midnight changes, changes at 00:01. */
const ZONES = [
  'UTC',
  'Asia/Shanghai',
  'America/New_York',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Pacific/Chatham',
  'Pacific/Apia',
  'America/Sao_Paulo',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Antarctica/Troll',
];

const luxonDate = (instant: number, zone: string) => DateTime.fromMillis(instant, { zone }).toISODate();

describe('LocalDates', () => {
  it('agrees with luxon at any instant in any zone', () => {
    const instants = fc.integer({ min: Date.UTC(1970, 0, 2), max: Date.UTC(2040, 0, 1) });
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), instants, (zone, instant) => {
        expect(new LocalDates(zone).of(instant)).toBe(luxonDate(instant, zone));
      }),
      { numRuns: 2000 },
    );
  });

  it.each(ZONES)('agrees with luxon in every two hours of three years in %s', (zone) => {
    const dates = new LocalDates(zone);
    for (const year of [2006, 2011, 2024]) {
      for (let instant = Date.UTC(year, 0, 1); instant < Date.UTC(year + 1, 0, 1); instant += 7_193_000) {
        const expected = luxonDate(instant, zone);
        if (dates.of(instant) !== expected) throw new Error(`${zone} ${new Date(instant).toISOString()}`);
      }
    }
  });

  it.each([
    ['spring forward', 'America/New_York', '2024-03-10T04:59:59.999Z', '2024-03-09'],
    ['the instant of local midnight', 'America/New_York', '2024-03-10T05:00:00.000Z', '2024-03-10'],
    ['the evening after it', 'America/New_York', '2024-03-11T03:59:59.999Z', '2024-03-10'],
    ['a midnight that does not exist', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z', '2018-11-04'],
    ['the day that Samoa left out', 'Pacific/Apia', '2011-12-30T10:00:00.000Z', '2011-12-31'],
    ['a change at 00:01', 'America/St_Johns', '2006-10-29T02:30:30.000Z', '2006-10-29'],
    ['the minute that is lived twice', 'America/St_Johns', '2006-10-29T02:31:30.000Z', '2006-10-28'],
  ])('%s', (_name, zone, instant, expected) => {
    expect(new LocalDates(zone).of(Date.parse(instant))).toBe(expected);
  });

  it('refuses a zone that does not exist', () => {
    expect(() => new LocalDates('Mars/Base')).toThrow(RangeError);
  });
});
