import { useTranslate } from 'react-admin';

const SAID: Record<string, string> = {
  '(unattributed)': 'gs.attribution.unattributed',
  '(direct)': 'gs.attribution.direct',
  '(none)': 'gs.attribution.none',
};

/** What a key of touches is called. */
export function useKeyName(): (key: string) => string {
  const translate = useTranslate();
  return (key) => (SAID[key] ? translate(SAID[key]) : key);
}
