import { useFormat } from '../i18n/useFormat.js';
import type { Conversion } from './types.js';

/** An amount in its own currency; '–' for none. */
export function useMoney(): (conversion: Pick<Conversion, 'value' | 'currency'>) => string {
  const format = useFormat();
  return ({ value, currency }) => {
    if (value === null || currency === null) return format.decimal(value);
    return new Intl.NumberFormat(format.tag, { style: 'currency', currency }).format(value);
  };
}
