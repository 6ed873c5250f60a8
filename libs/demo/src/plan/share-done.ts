import { totalDays } from '../demo.js';
import { DEFAULT_SEED } from '../simulate.js';
import { DEFAULT_SCALE } from '../demo-targets.js';
import { planDays } from './daily-plan.js';

/** For progress bars: part of all activity that lies in the first `days` days, 0 to 1. Days grow a hundredfold. */
export function shareDone(days: number): number {
  const plans = planDays(totalDays, DEFAULT_SCALE, DEFAULT_SEED);
  const people = (until: number) => plans.slice(0, until).reduce((sum, { active }) => sum + active, 0);
  return people(days) / people(totalDays);
}
