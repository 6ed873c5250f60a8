import type { ExperimentResults, ResultWarning } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';
import { useFormat } from '../../i18n/useFormat.js';

/** What to know before the numbers are believed, once each; the mismatch of samples has a line of its own. */
export function useWarningTexts({ health, metrics }: ExperimentResults) {
  const translate = useTranslate();
  const format = useFormat();
  const silent = metrics.filter(({ variations }) => variations.every(({ mean }) => !mean));
  const odd = metrics.filter(({ variations }) => variations.some(({ reason }) => reason !== null));
  const named: Partial<Record<ResultWarning, typeof metrics>> = {
    metricWithoutData: silent,
    metricNotComparable: odd.filter((metric) => !silent.includes(metric)),
  };
  const codes = [...new Set(health.warnings.map(({ code }) => code))];
  return codes
    .filter((code) => code !== 'sampleRatioMismatch')
    .map((code) => ({
      code,
      text: translate(`gs.experiments.warnings.${code}`, {
        percent: format.percent(health.multipleExposuresShare),
        metrics: (named[code] ?? []).map(({ name }) => name).join(', '),
      }),
    }));
}
