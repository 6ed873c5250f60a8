import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formattedTime, wallTime } from './local-time.js';

const ZONES = [
  'UTC',
  'Asia/Shanghai',
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
];

/** What clocks of the zone show, by the standard library. */
function shown(instant: number, timeZone: string): string {
  const options = { dateStyle: 'short', timeStyle: 'short', timeZone } as const;
  return new Intl.DateTimeFormat('sv-SE', options).format(instant).replace(' ', 'T');
}

describe('local times of a log', () => {
  it('are read as the clocks of the zone show them, the first time that they do', () => {
    const minute = fc.integer({ min: 2_000_000, max: 60_000_000 }).map((minutes) => minutes * 60_000);
    fc.assert(
      fc.property(minute, fc.constantFrom(...ZONES), (instant, zone) => {
        const text = shown(instant, zone);
        const read = wallTime(text, zone);
        expect(shown(read, zone)).toBe(text);
        expect(read).toBeLessThanOrEqual(instant);
        expect(formattedTime(text, "yyyy-MM-dd'T'HH:mm", zone)).toBe(read);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['skipped in spring', '2024-03-10T02:30', '2024-03-10T07:30:00.000Z'],
    ['shown twice in autumn', '2024-11-03T01:30', '2024-11-03T05:30:00.000Z'],
  ])('%s', (_case, text, instant) => {
    expect(new Date(wallTime(text, 'America/New_York')).toISOString()).toBe(instant);
  });
});
