import { byPlatformOrder, platformColor, totalColor } from '../charts/palette.js';
import type { Scheme } from '../theme/tokens.js';
import { type DrawnLine, TOTAL } from '../trends/trends-option.js';
import type { Series } from './series.js';

/** Everybody once, then the platforms in their own order. */
export function platformLines(
  series: Series,
  name: (key: string | null) => string,
  scheme: Scheme,
): DrawnLine[] {
  const total: DrawnLine = {
    key: TOTAL,
    name: name(null),
    color: totalColor(scheme),
    values: series.total,
    kind: 'total',
  };
  const ends = [...series.breakdowns]
    .sort((a, b) => byPlatformOrder(a.key, b.key))
    .map(({ key, users }): DrawnLine => {
      return { key, name: name(key), color: platformColor(key, scheme), values: users, kind: 'part' };
    });
  return [total, ...ends];
}
