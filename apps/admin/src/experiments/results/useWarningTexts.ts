import type { ExperimentResults } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';
import { useFormat } from '../../i18n/useFormat.js';
import { groupWarnings } from './group-warnings.js';
import { useReasonText } from './useReasonText.js';

/** What to know before the numbers are believed, once each; the mismatch of samples has a line of its own. */
export function useWarningTexts({ health, variations }: ExperimentResults) {
  const translate = useTranslate();
  const format = useFormat();
  const reasonText = useReasonText(variations);
  return groupWarnings(health.warnings)
    .filter(({ code }) => code !== 'sampleRatioMismatch')
    .map(({ code, metrics, why }) => ({
      key: [code, ...metrics].join(),
      text: translate(`gs.experiments.warnings.${code}`, {
        percent: format.percent(health.multipleExposuresShare),
        metrics: metrics.join(', '),
        reason: (why && reasonText(why)) ?? '',
      }).trim(),
    }));
}
