import type {
  BayesianCalculation,
  CupedCalculation,
  ProportionsCalculation,
  QuantileCalculation,
  RatioCalculation,
  SequentialCalculation,
  TtestCalculation,
} from '@groundswell/contracts';
import {
  type Effect,
  SCALES,
  type Sample,
  type Scale,
  StatisticsError,
  bayesianTest,
  compareProportions,
  cupedSamples,
  effectOf,
  quantileBounds,
  sampleOfQuantile,
  sampleOfRatio,
  sequentialTest,
  welchTest,
} from '@groundswell/statistics';
import { sampleOf } from './sample-of.js';

interface Arms {
  control: Sample;
  treatment: Sample;
}
type Options = Pick<TtestCalculation, 'confidence' | 'alternative' | 'nullEffect'>;

/** What each test answers on both scales; `relative` is null, and `note` says why, where the control's mean is 0. */
export type OnBothScales<T> = Arms & { absolute: T; relative: T | null; note?: string };

export function calculateTtest({ control, treatment, ...options }: TtestCalculation) {
  return welchOf(
    { control: sampleOf(control, 'control'), treatment: sampleOf(treatment, 'treatment') },
    options,
  );
}

export function calculateRatio({ control, treatment, ...options }: RatioCalculation) {
  const arms = {
    control: sampleOfRatio(control, 'control'),
    treatment: sampleOfRatio(treatment, 'treatment'),
  };
  return welchOf(arms, options);
}

export function calculateCuped({ control, treatment, ...options }: CupedCalculation) {
  const { theta, samples, unadjusted, varianceReduction } = cupedSamples(
    [control, treatment],
    ['control', 'treatment'],
  );
  const armsOf = ([a, b]: Sample[]): Arms => ({ control: a!, treatment: b! });
  return {
    theta,
    varianceReduction,
    ...welchOf(armsOf(samples), options),
    unadjusted: welchOf(armsOf(unadjusted), options),
  };
}

export function calculateQuantile({ level, control, treatment, ...options }: QuantileCalculation) {
  const arm = ({ values, clusters, ...given }: QuantileCalculation['control'], path: string) => {
    const { n = 0, estimate = 0, lower = 0, upper = 0 } = values ? quantileBounds(values, level) : given;
    return sampleOfQuantile({ n, level, estimate, lower, upper }, clusters, path);
  };
  return welchOf({ control: arm(control, 'control'), treatment: arm(treatment, 'treatment') }, options);
}

export function calculateProportions({ control, treatment, nullEffect, ...options }: ProportionsCalculation) {
  return compareProportions(control, treatment, { ...options, nullEffect: nullEffect.absolute });
}

export function calculateSequential({ control, treatment, nullEffect, ...options }: SequentialCalculation) {
  const arms = { control: sampleOf(control, 'control'), treatment: sampleOf(treatment, 'treatment') };
  const units = arms.control.n + arms.treatment.n;
  return onBothScales(arms, (effect, scale) =>
    sequentialTest(effect, units, { ...options, nullEffect: nullEffect[scale] }),
  );
}

export function calculateBayesian({ control, treatment, prior, ...options }: BayesianCalculation) {
  const arms = { control: sampleOf(control, 'control'), treatment: sampleOf(treatment, 'treatment') };
  const size = Math.abs(arms.control.mean);
  const scaled = prior && { mean: prior.mean * size, variance: prior.variance * size ** 2 };
  if (scaled?.variance === 0)
    throw new StatisticsError('prior', 'is relative to a control whose mean is 0; leave it out');
  return onBothScales(arms, (effect, scale) =>
    bayesianTest(effect, { ...options, prior: scale === 'relative' ? prior : scaled }),
  );
}

function welchOf(arms: Arms, { nullEffect, ...options }: Options) {
  return onBothScales(arms, (effect, scale) =>
    welchTest(effect, { ...options, nullEffect: nullEffect[scale] }),
  );
}

function onBothScales<T>(arms: Arms, test: (effect: Effect, scale: Scale) => T): OnBothScales<T> {
  const [absolute, relative] = SCALES;
  const { control, treatment } = arms;
  const answer = { ...arms, absolute: test(effectOf(control, treatment, absolute), absolute) };
  const base = control.unadjustedMean ?? control.mean;
  if (base === 0)
    return { ...answer, relative: null, note: 'The mean of control is 0: nothing is relative to it.' };
  return { ...answer, relative: test(effectOf(control, treatment, relative), relative) };
}
