import type { Experiment, ExperimentResults } from '@groundswell/contracts';
import Alert from '@mui/material/Alert';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useFormat } from '../../i18n/useFormat.js';
import { type Comparison, type Sentence, verdictOf } from './results.js';

const SEVERITY: Record<Sentence['kind'], 'success' | 'error' | 'warning' | 'info'> = {
  won: 'success',
  ahead: 'info',
  mixed: 'warning',
  lost: 'error',
  hurt: 'warning',
  sick: 'error',
  open: 'info',
  nobody: 'info',
};

interface Props {
  results: ExperimentResults;
  experiment: Experiment;
}

export function VerdictSentence({ results, experiment }: Props) {
  const sentence = verdictOf(results);
  const words = useWords(experiment);
  return (
    <Alert severity={SEVERITY[sentence.kind]} data-testid="verdict" data-kind={sentence.kind}>
      <Typography sx={{ fontSize: 15, fontWeight: 600 }}>{words(sentence)}</Typography>
    </Alert>
  );
}

/** What is not sure at the end of a test stays so: it does not become it. */
const AT_END: Partial<Record<Sentence['kind'], string>> = { ahead: 'aheadAtEnd', open: 'openAtEnd' };

function useWords({ variations, state }: Experiment) {
  const translate = useTranslate();
  const format = useFormat();
  const againstOf = ({ metric, lift }: Comparison) => ({ against: metric.name, loss: format.change(lift) });
  return (sentence: Sentence): string => {
    const { kind } = sentence;
    const key = `gs.experiments.verdict.${(state !== 'running' && AT_END[kind]) || kind}`;
    if (!('found' in sentence)) return translate(key);
    const { metric, variation, lift, interval } = sentence.found;
    return translate(key, {
      variation: variations.find((one) => one.key === variation)?.name ?? variation,
      metric: metric.name,
      lift: format.change(lift),
      low: format.change(interval[0]),
      high: format.change(interval[1]),
      guardrail: 'guardrail' in sentence ? sentence.guardrail.name : '',
      ...('against' in sentence ? againstOf(sentence.against) : {}),
    });
  };
}
