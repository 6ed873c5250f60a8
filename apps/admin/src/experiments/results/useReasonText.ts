import type { ReasonCode, ReasonValues } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';
import { useFormat } from '../../i18n/useFormat.js';
import { usePText } from './usePText.js';

interface Told {
  reason: string | null;
  reasonCode?: ReasonCode | null;
  reasonValues?: ReasonValues | null;
}

/**
 * Why there is no number, or what speaks for an advice, in the reader's language; null where there is no reason. A code that is
 * not known, and a reason of before there were codes, are said as the API says them.
 * @param variations whose names stand for their keys
 */
export function useReasonText(variations: { key: string; name: string }[] = []) {
  const translate = useTranslate();
  const format = useFormat();
  const pText = usePText();
  const word = (name: string, value: string | number): string => {
    if (name === 'variation') return variations.find(({ key }) => key === value)?.name ?? String(value);
    if (typeof value === 'string') return value;
    if (name === 'p') return pText(value);
    return ['lift', 'low', 'high'].includes(name) ? format.change(value) : format.number(value);
  };
  return ({ reason, reasonCode, reasonValues }: Told): string | null => {
    if (!reason || !reasonCode) return reason;
    const words = Object.entries(reasonValues ?? {}).map(([name, value]) => [name, word(name, value)]);
    return translate(`gs.experiments.reasons.${reasonCode}`, { ...Object.fromEntries(words), _: reason });
  };
}
