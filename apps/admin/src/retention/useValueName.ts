import { usePlatformName } from '../charts/usePlatformName.js';

/** A value of a breakdown in words; null is all of them. */
export function useValueName(breakdown: string | undefined): (value: string | null) => string {
  const platformName = usePlatformName();
  return (value) => (breakdown === 'platform' || value === null ? platformName(value) : value);
}
