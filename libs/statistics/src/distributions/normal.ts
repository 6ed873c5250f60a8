import cdf from '@stdlib/stats-base-dists-normal-cdf';
import quantile from '@stdlib/stats-base-dists-normal-quantile';

/** P(Z ≤ z) of the standard normal distribution; its far left tail is exact to some 1e-13. */
export const normalCdf = (z: number): number => cdf(z, 0, 1);
/** The z with P(Z ≤ z) = p. */
export const normalQuantile = (p: number): number => quantile(p, 0, 1);
export const normalDensity = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
