import cdf from '@stdlib/stats-base-dists-t-cdf';
import quantile from '@stdlib/stats-base-dists-t-quantile';
import { normalCdf, normalQuantile } from './normal.js';

/** Beyond this many degrees of freedom the distribution is the normal one to double precision. */
const AS_GOOD_AS_NORMAL = 1e12;

/** P(T ≤ t) of Student's distribution; degrees of freedom need not be whole. */
export const tCdf = (t: number, degreesOfFreedom: number): number =>
  degreesOfFreedom > AS_GOOD_AS_NORMAL ? normalCdf(t) : cdf(t, degreesOfFreedom);
export const tQuantile = (p: number, degreesOfFreedom: number): number =>
  degreesOfFreedom > AS_GOOD_AS_NORMAL ? normalQuantile(p) : quantile(p, degreesOfFreedom);
