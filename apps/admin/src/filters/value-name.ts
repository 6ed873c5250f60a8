import { COHORT_PREFIX } from '@groundswell/contracts';

/** Which words say that somebody is in none of the cohorts of a breakdown; null where a value is no such thing. */
export function outsideKey(breakdown: string | null | undefined, value: string | null): string | null {
  if (value !== '(none)' || !breakdown?.startsWith(COHORT_PREFIX)) return null;
  return breakdown.includes(',') ? 'gs.filters.outsideAll' : 'gs.filters.outside';
}
