import { useTranslate } from 'react-admin';
import { usePlatformName } from '../charts/usePlatformName.js';
import { outsideKey } from './value-name.js';

type Breakdown = string | null | undefined;

/** A value of a breakdown in words; null is all of them. */
export function useValueName(breakdown: Breakdown): (value: string | null) => string {
  const nameOf = useValueNames();
  return (value) => nameOf(breakdown, value);
}

/** The same, of any breakdown. */
export function useValueNames(): (breakdown: Breakdown, value: string | null) => string {
  const translate = useTranslate();
  const platformName = usePlatformName();
  return (breakdown, value) => {
    const outside = outsideKey(breakdown, value);
    if (outside) return translate(outside);
    return breakdown === 'platform' || value === null ? platformName(value) : value;
  };
}
