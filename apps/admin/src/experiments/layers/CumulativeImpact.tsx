import type { Experiment, ExperimentResults } from '@groundswell/contracts';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { ReportBody } from '../../feedback/ReportBody.js';
import { useFormat } from '../../i18n/useFormat.js';
import { useTokens } from '../../theme/useTokens.js';
import { IntervalBar, scaleOf } from '../results/IntervalBar.js';
import { type Comparison, comparisonsOf, inOrder, sideOf } from '../results/results.js';
import { useResults } from '../useExperiments.js';

/** What everything that was shipped came to together: everybody else against those who were held out. */
export function CumulativeImpact({ holdout }: { holdout: Experiment }) {
  return (
    <ReportBody report={useResults(holdout.id)} height={60}>
      {(results) => <Impact results={results} />}
    </ReportBody>
  );
}

function Impact({ results }: { results: ExperimentResults }) {
  const translate = useTranslate();
  const format = useFormat();
  const [held, others] = results.variations.map(({ exposed }) => format.number(exposed));
  const found = inOrder(results.metrics).flatMap(comparisonsOf);
  const scale = scaleOf(found.map(({ interval }) => interval));
  return (
    <Box data-testid="cumulative-impact" sx={{ mt: 1 }}>
      <Typography variant="body2" color="text.secondary" sx={{ mb: 1 }}>
        {translate('gs.layers.heldOut', { held, others })}{' '}
        {translate(found.length > 0 ? 'gs.layers.impact' : 'gs.layers.noImpact')}
      </Typography>
      {found.map((one) => (
        <Line key={`${one.metric.metric} ${one.variation}`} found={one} scale={scale} />
      ))}
    </Box>
  );
}

function Line({ found, scale }: { found: Comparison; scale: number }) {
  const format = useFormat();
  const t = useTokens();
  const color = { good: t.good, bad: t.bad, open: t.muted }[sideOf(found)];
  const [low, high] = found.interval.map((end) => format.change(end));
  return (
    <Box
      sx={{
        ...{ display: 'grid', columnGap: 2, alignItems: 'start', mb: 0.5 },
        gridTemplateColumns: { xs: 'minmax(0, 1fr) 72px', sm: '240px 72px minmax(0, 1fr)' },
      }}
    >
      <Typography variant="body2">{found.metric.name}</Typography>
      <Typography variant="body2" sx={{ color, fontWeight: 600, textAlign: 'right' }}>
        {format.change(found.lift)}
      </Typography>
      <Box sx={{ gridColumn: { xs: '1 / -1', sm: 'auto' }, pt: { sm: 0.5 } }}>
        <IntervalBar
          {...{ lift: found.lift, interval: found.interval, scale, color, low: low!, high: high! }}
          label={`${found.metric.name}: ${low} … ${high}`}
        />
      </Box>
    </Box>
  );
}
