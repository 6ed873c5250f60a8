import type { AlertMeasure } from '@groundswell/contracts';
import type { Formatter } from '../i18n/format.js';

/** Rates are shares, all else are counts and sums. */
export function measureText(
  format: Formatter,
  { column }: Pick<AlertMeasure, 'column'>,
  value: number | null,
): string {
  if (value === null) return '–';
  if (['rate', 'ratio'].includes(column)) return format.percent(value);
  return Number.isInteger(value) ? format.number(value) : format.decimal(value);
}
