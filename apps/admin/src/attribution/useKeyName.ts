import type { AttributionLevel } from '@groundswell/contracts';
import { useLocaleState, useTranslate } from 'react-admin';
import { useChannelRules } from '../channels/useChannelRules.js';

const SAID: Record<string, string> = {
  '(unattributed)': 'gs.attribution.unattributed',
  '(direct)': 'gs.attribution.direct',
  '(none)': 'gs.attribution.none',
};

/** What a key of touches is called; channels have names that the project may change, others are called by themselves. */
export function useKeyName(level: AttributionLevel): (key: string) => string {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const { data } = useChannelRules();
  const names = level === 'channel' ? data?.names : undefined;
  return (key) => {
    if (SAID[key]) return translate(SAID[key]);
    const name = names?.find((one) => one.key === key);
    return (locale === 'zh' ? name?.zh : name?.en) || key;
  };
}
