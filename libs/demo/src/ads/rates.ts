import { dateOf, dayIndexOf } from '../calendar/calendar.js';
import { DEMO } from '../demo.js';
import { Random } from '../random/random.js';

/** On a day, one `base` is `rate` of `quote`. */
export interface DemoRate {
  day: string;
  base: string;
  quote: string;
  rate: number;
}

/** What one was in yuan on the first day of campaigns abroad; simulated around it. */
const LEVELS: readonly (readonly [base: string, level: number])[] = [
  ['USD', 7.12],
  ['HKD', 0.91],
];
const FIRST_DAY = '2024-01-10';
const WANDER = 0.0012;
const SEED = 1;
const FIRST_STREAM = 2_000;

/** Rates of every day on which something is billed in another currency; they wander a little from day to day. */
export const demoRates: readonly DemoRate[] = LEVELS.flatMap(([base, level], at) => {
  const random = new Random(SEED, FIRST_STREAM + at);
  const [first, last] = [dayIndexOf(FIRST_DAY), dayIndexOf(DEMO.to)];
  let rate = level;
  return Array.from({ length: last - first + 1 }, (_, day) => {
    rate *= 1 + WANDER * (2 * random.unit() - 1);
    return { day: dateOf(first + day), base, quote: DEMO.currency, rate: Math.round(rate * 1e4) / 1e4 };
  });
});
