import type { Effect } from './effect.js';
import type { Interval } from './test-result.js';

/** Units at which the interval is to be narrowest, where nothing else is said. */
export const TUNING = 5_000;

export interface SequentialOptions {
  confidence?: number;
  nullEffect?: number;
  tuning?: number;
}

export interface SequentialResult {
  estimate: number;
  standardError: number;
  rho: number;
  pValue: number;
  interval: Interval;
}

/**
 * An interval and a p-value that hold at every look: the asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha,
 * Kennedy and Ramdas (2023, "Time-uniform central limit theory and asymptotic confidence sequences", equations 9, 155 and
 * 161). With N units in both arms and ρ² = (−2 ln α + ln(1 − 2 ln α)) ÷ tuning, its half-width is
 * SE·√N·√(2(Nρ² + 1)/(N²ρ²)·ln(√(Nρ² + 1)/α)).
 * @param units in both arms together
 */
export function sequentialTest(
  { estimate, standardError }: Effect,
  units: number,
  { confidence = 0.95, nullEffect = 0, tuning = TUNING }: SequentialOptions = {},
): SequentialResult {
  const alpha = 1 - confidence;
  const rho = Math.sqrt((-2 * Math.log(alpha) + Math.log(1 - 2 * Math.log(alpha))) / tuning);
  const grown = units * rho ** 2 + 1;
  const half =
    standardError *
    Math.sqrt(units) *
    Math.sqrt(((2 * grown) / (units * rho) ** 2) * Math.log(Math.sqrt(grown) / alpha));
  const z = (estimate - nullEffect) / standardError;
  const pValue = Math.min(1, Math.sqrt(grown) * Math.exp((-(rho ** 2) * units * z ** 2) / (2 * grown)));
  return { estimate, standardError, rho, pValue, interval: [estimate - half, estimate + half] };
}
