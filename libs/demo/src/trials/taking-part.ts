import { chooseVariation, getBucketRanges, hash } from '@groundswell/assignment';
import { dayIndexOf } from '../calendar/calendar.js';
import { userIdOf } from '../messages/ids.js';
import { hash32 } from '../random/random.js';
import { demoTrials } from './demo-trials.js';

/** Somebody who signs up is in a trial. */
export interface TakingPart {
  /** Place among the trials. */
  trial: number;
  arm: number;
  /** Seconds until they reach its goal; null: never. */
  reachesAfter: number | null;
}

const TRIALS = demoTrials.map((trial) => ({
  ...trial,
  first: dayIndexOf(trial.from),
  last: trial.to === null ? Infinity : dayIndexOf(trial.to),
  ranges: getBucketRanges(2, trial.coverage),
}));

const MOST_SECONDS = 3_600;

/**
 * Trials that somebody who signs up on a day is in: assigned as SDKs assign, and without a number drawn, so that nothing else in
 * the simulation hangs on them.
 */
export function takingPart(day: number, person: number): TakingPart[] {
  return TRIALS.flatMap(({ key, first, last, ranges, variations }, trial) => {
    if (day < first || day > last) return [];
    const arm = chooseVariation(hash(key, userIdOf(person), 2)!, ranges);
    if (arm < 0) return [];
    const luck = hash32(person, 31 + trial) / 0x1_0000_0000;
    const { rate } = variations[arm]!;
    return [
      { trial, arm, reachesAfter: luck < rate ? 20 + (hash32(person, 61 + trial) % MOST_SECONDS) : null },
    ];
  });
}
