import { useTranslate } from 'react-admin';
import type { Bucket } from './series.js';

/** Why a period is not whole; null where it is. */
export function useStateText(): (state: Bucket['state']) => string | null {
  const translate = useTranslate();
  return (state) => {
    if (state === 'whole') return null;
    return translate(state === 'running' ? 'gs.overview.incomplete' : 'gs.overview.partial');
  };
}
