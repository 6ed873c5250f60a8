import type { ExperimentResults } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';
import { healthOf } from './health-of.js';

const TONES = { nobody: 'warn', mismatch: 'bad', warned: 'warn', good: 'good' } as const;

/** How a test is, and how that looks. */
export function useHealthText() {
  const translate = useTranslate();
  return (results: Pick<ExperimentResults, 'health' | 'variations'>) => {
    const { state, toKnow } = healthOf(results);
    const texts = {
      nobody: () => translate('gs.experiments.verdict.nobody'),
      mismatch: () => translate('gs.experiments.healthOf.alarm'),
      warned: () => translate('gs.experiments.glance.warnings', { smart_count: toKnow }),
      good: () => translate('gs.experiments.healthOf.good'),
    };
    return { text: texts[state](), tone: TONES[state] };
  };
}
