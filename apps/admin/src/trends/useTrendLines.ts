import { useTranslate } from 'react-admin';
import { totalColor } from '../charts/palette.js';
import { useValueName } from '../filters/useValueName.js';
import { useScheme } from '../theme/useTokens.js';
import { lineColor } from './line-colors.js';
import { type DrawnLine, TOTAL } from './trends-option.js';
import type { Trend } from './trends-series.js';

/** More lines than these cannot be told apart. */
export const MOST_LINES = 8;

/** Makes lines: all together, then the values of the breakdown. */
export function useTrendLines(breakdown: string | null | undefined): (trend: Trend) => DrawnLine[] {
  const translate = useTranslate();
  const scheme = useScheme();
  const valueName = useValueName(breakdown);
  return ({ lines }) =>
    lines.slice(0, MOST_LINES + 1).map(({ key, values }, index): DrawnLine => {
      if (key === null) {
        const name = translate('gs.trends.all');
        return { key: TOTAL, name, color: totalColor(scheme), values, kind: 'total' };
      }
      return { key, name: valueName(key), color: lineColor(key, index - 1, scheme), values, kind: 'part' };
    });
}
