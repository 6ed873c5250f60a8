import type {
  AdjustCalculation,
  PowerCalculation,
  SbgCalculation,
  SrmCalculation,
} from '@groundswell/contracts';
import {
  type Plan,
  adjustPValues,
  fitShiftedBetaGeometric,
  minimumDetectableEffect,
  powerOf,
  sampleRatio,
  survivalOf,
  unitsNeeded,
} from '@groundswell/statistics';

export const calculateSrm = ({ observed, weights }: SrmCalculation) => sampleRatio(observed, weights);

/** The curve and, of those who were there the period before, the share that stayed. */
export function calculateSbg({ survivors, periods = survivors.length - 1 }: SbgCalculation) {
  const fit = fitShiftedBetaGeometric(survivors);
  const survival = survivalOf(fit, periods);
  const retention = survival.slice(1).map((share, index) => share / (survival[index] ?? 1));
  return { ...fit, survival, retention };
}

export function calculateAdjust({ pValues, method, alpha }: AdjustCalculation) {
  const adjusted = adjustPValues(pValues, method);
  return { method, adjusted, rejected: adjusted.map((p) => p !== null && p <= alpha) };
}

/** The one of effect, units and power that was not given. */
export function calculatePower({ effect, units, power, unitsPerDay, ...given }: PowerCalculation) {
  const { mean, variance = mean * (1 - mean) } = given;
  const plan: Plan = { ...given, variance };
  const answer = complete(plan, effect, units, power);
  const days = unitsPerDay && answer.units !== null ? Math.ceil(answer.units / unitsPerDay) : null;
  return { ...answer, unitsPerArm: perArm(answer.units, given.controlShare), days };
}

function complete(plan: Plan, effect?: number, units?: number, power?: number) {
  if (effect === undefined) {
    return { effect: minimumDetectableEffect(plan, units!, power), units: units!, power: power! };
  }
  if (units === undefined) return { effect, units: unitsNeeded(plan, effect, power), power: power! };
  return { effect, units, power: powerOf(plan, units, effect) };
}

const perArm = (units: number, controlShare: number) => ({
  control: Math.ceil(units * controlShare),
  treatment: Math.ceil(units * (1 - controlShare)),
});
