import type { People } from '../people/people.js';
import { drawLifetime } from '../people/lifetimes.js';
import type { Random } from '../random/random.js';
import { sampleExactly } from '../random/sample-exactly.js';

export interface NextMonth {
  people: People;
  /** The newcomers of the month before: indexes `from` up to but without `to`. */
  from: number;
  to: number;
  /** First and last day of the new month. */
  firstDay: number;
  endDay: number;
  /** Share of them to be active in it. */
  retention: number;
  random: Random;
}

/**
 * Fixes how many of last month's newcomers are active in the new month: exactly the share asked for. Each of those
 * gets a day on which they come unless they came before; the others are gone.
 */
export function settleNextMonth(month: NextMonth): void {
  const { people, from, to, firstDay, random } = month;
  const size = to - from;
  const quota = Math.round(size * month.retention);
  const chosen = new Uint8Array(size);
  const found = sampleExactly(chancesToBeSeen(month), size, quota, chosen, random);
  callBack(month, chosen, quota - found);
  for (let i = 0; i < size; i++) {
    const person = from + i;
    if (chosen[i]) people.mustDay[person] = mustDayOf(month, person);
    else people.lastDay[person] = Math.min(people.lastDay[person]!, firstDay - 1);
  }
}

function chancesToBeSeen({ people, from, to, firstDay, endDay }: NextMonth): Float64Array {
  const chances = new Float64Array(to - from);
  for (let person = from; person < to; person++) {
    const days = Math.min(people.lastDay[person]!, endDay) - firstDay + 1;
    chances[person - from] = days > 0 ? 1 - (1 - people.activity[person]!) ** days : 0;
  }
  return chances;
}

/** Where fewer stayed than the share asks for, some who had left come again. */
function callBack(
  { people, from, to, firstDay, random }: NextMonth,
  chosen: Uint8Array,
  missing: number,
): void {
  const weights = Float64Array.from(chosen, (isChosen) => 1 - isChosen);
  const called = new Uint8Array(to - from);
  if (missing <= 0) return;
  sampleExactly(weights, to - from, missing, called, random);
  for (let i = 0; i < called.length; i++) {
    if (!called[i]) continue;
    chosen[i] = 1;
    people.lastDay[from + i] = Math.max(people.lastDay[from + i]!, firstDay + drawLifetime(1, random));
  }
}

/** Rather early in the month, never after their last day. */
function mustDayOf({ people, firstDay, endDay, random }: NextMonth, person: number): number {
  const days = Math.min(people.lastDay[person]!, endDay) - firstDay + 1;
  return firstDay + Math.floor(random.unit() ** 1.5 * days);
}
