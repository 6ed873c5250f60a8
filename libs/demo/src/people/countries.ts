import type { Random } from '../random/random.js';
import { Weighted } from '../random/weighted.js';

/** ISO 3166. */
export const COUNTRIES = ['CN', 'HK', 'US', 'SG', 'TW', 'JP', 'MY'] as const;

const AT_HOME = new Weighted([964, 10, 7, 6, 5, 5, 3]);
const ABROAD = new Weighted([50, 26, 22, 18, 14, 12, 8]);

/** Index into COUNTRIES. */
export function drawCountry(abroad: boolean, random: Random): number {
  return (abroad ? ABROAD : AT_HOME).draw(random);
}
