import { SMALLEST_P } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';
import { useFormat } from '../../i18n/useFormat.js';

/** A p in a sentence: `p = 0.012`, or that it is below what is worth telling. */
export function usePText(): (p: number) => string {
  const translate = useTranslate();
  const { tag } = useFormat();
  return (p) => {
    const isTiny = p < SMALLEST_P;
    const digits = new Intl.NumberFormat(tag, { maximumSignificantDigits: isTiny ? 1 : 2 });
    return translate(`gs.experiments.p.${isTiny ? 'below' : 'is'}`, {
      p: digits.format(isTiny ? SMALLEST_P : p),
    });
  };
}
