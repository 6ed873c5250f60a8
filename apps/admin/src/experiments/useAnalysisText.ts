import type { AnalysisSettings } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';

type Asked = Pick<AnalysisSettings, 'sequential' | 'bandit' | 'clusterBy'>;

/** How results are read, in a few words. */
export function useAnalysisText(): (asked: Asked) => string {
  const translate = useTranslate();
  const say = (key: string, values?: object) => translate(`gs.experiments.setup.${key}`, values);
  return ({ sequential, bandit, clusterBy }) =>
    [
      say(sequential ? 'anyTime' : 'oneLook'),
      ...(bandit ? [say('bandit')] : []),
      ...(clusterBy === null ? [] : [say('clusters', { property: clusterBy })]),
    ].join(' · ');
}
