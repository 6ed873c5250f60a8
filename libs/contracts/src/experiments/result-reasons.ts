import { z } from 'zod';

/**
 * Why there is no comparison, or what speaks for a recommendation: each sentence by its code; `%{name}` stands for a value.
 * Other languages have a sentence of their own for every code. `lift`, `low` and `high` are shares (0.03 is +3 %), `metric` is
 * a name, `variation` a key, everything else a number; `p` is said as `p = .012`, or as what it is below.
 */
export const REASON_SENTENCES = {
  nobodyExposed: 'Nobody has been exposed yet.',
  sampleRatio: 'People did not come to the variations as they were to (%{p}).',
  lift: '"%{metric}" of %{variation} is %{lift} (%{low} to %{high}).',
  guardrailLift: 'Guardrail: "%{metric}" of %{variation} is %{lift} (%{low} to %{high}).',
  differs: '"%{metric}" of %{variation} differs.',
  early: '%{people} of the %{planned} planned people are in: a lead this early often shrinks.',
  noneSure: 'No goal is surely better or worse.',
  noneSureYet: 'No goal is surely better or worse. %{people} of the %{planned} planned people are in.',
  plannedReached:
    'The %{planned} planned people are in: a lift of the size that matters would have been seen.',
  nobodyHasValue: 'Nobody of this variation has a value.',
  tooFew: '%{people} is too few to say anything.',
  tooFewForQuantile: '%{people} values are too few to say anything of this quantile.',
  tooFewClusters: 'One cluster is too few to say anything.',
  tooFewOfASide: 'Each side needs %{people} people.',
  nothingToDivideBy: 'There is nothing to divide by.',
  controlNoVariance: 'The control has no variance: all its values are equal, so nothing can be tested.',
  variationNoVariance: 'The variation has no variance: all its values are equal, so nothing can be tested.',
  controlAtZero: 'The control has mean 0: a lift relative to nothing has no size.',
  noFall: 'No curve fits: retention does not fall from day to day.',
  nobodyOrEverybodyBack: 'No curve fits: on a day nobody or everybody is back.',
  noCurve: 'No curve fits.',
  notCalculable: 'It cannot be calculated from what is there.',
} as const;
/** Below it a p is said to be below it: more zeros say nothing. */
export const SMALLEST_P = 0.0001;
export type ReasonCode = keyof typeof REASON_SENTENCES;
export const REASON_CODES = Object.keys(REASON_SENTENCES) as [ReasonCode, ...ReasonCode[]];

export type ReasonValues = Record<string, string | number>;
export const reasonCodeSchema = z.enum(REASON_CODES).describe('Which sentence the reason is.');
export const reasonValuesSchema = z
  .record(z.string(), z.union([z.string(), z.number()]))
  .describe('What that sentence holds; lifts are shares.');
