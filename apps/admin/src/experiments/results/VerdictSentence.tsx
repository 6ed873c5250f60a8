import type { Experiment } from '@groundswell/contracts';
import Alert from '@mui/material/Alert';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useFormat } from '../../i18n/useFormat.js';
import { useMetricNames } from '../useMetricNames.js';
import { type Aims, type Results, type Sentence, verdictOf } from './results.js';

const SEVERITY: Record<Sentence['kind'], 'success' | 'error' | 'warning' | 'info'> = {
  won: 'success',
  lost: 'error',
  hurt: 'warning',
  sick: 'error',
  open: 'info',
  nobody: 'info',
};

interface Props {
  results: Results;
  experiment: Experiment;
  aims: Aims;
}

export function VerdictSentence({ results, experiment, aims }: Props) {
  const sentence = verdictOf(results, aims);
  const words = useWords(experiment);
  return (
    <Alert severity={SEVERITY[sentence.kind]} data-testid="verdict" data-kind={sentence.kind}>
      <Typography sx={{ fontSize: 15, fontWeight: 600 }}>{words(sentence)}</Typography>
    </Alert>
  );
}

function useWords({ variations }: Experiment) {
  const translate = useTranslate();
  const format = useFormat();
  const nameOf = useMetricNames();
  return (sentence: Sentence): string => {
    const key = `gs.experiments.verdict.${sentence.kind}`;
    if (!('found' in sentence)) return translate(key);
    const { metric, variation, lift, interval } = sentence.found;
    return translate(key, {
      variation: variations.find((one) => one.key === variation)?.name ?? variation,
      metric: nameOf(metric.metric),
      lift: format.change(lift),
      low: format.change(interval[0]),
      high: format.change(interval[1]),
      guardrail: 'guardrail' in sentence ? nameOf(sentence.guardrail.metric) : '',
    });
  };
}
