import { PRESETS, readRange } from '../range/range.js';

/** More than any project has: from its first day on. */
const ALL_DAYS = 3_650;

/** Days that move with the data where the page's range does; null where the page names two days. */
export function lastDaysOf(params: URLSearchParams, from: string, to: string): number | null {
  const choice = readRange(params, PRESETS[1]);
  if ('from' in choice) return null;
  if (params.get('range') === 'all') return ALL_DAYS;
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
}
