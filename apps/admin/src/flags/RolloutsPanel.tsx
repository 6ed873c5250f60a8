import type { Flag, GuardedMetric, RolloutLook, RolloutState } from '@groundswell/contracts';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { useReasonText } from '../experiments/results/useReasonText.js';
import { useMayExperiment } from '../experiments/useExperiments.js';
import { ConfirmDialog } from '../feedback/ConfirmDialog.js';
import { useFormat } from '../i18n/useFormat.js';
import { Panel } from '../layout/Panel.js';
import { isShare } from '../metrics/metric-form.js';
import { useResume } from './useFlags.js';
import { useRuleTitle } from './useRuleTitle.js';

/** Roll-outs that are guarded: what they were seen to do, and whether they went back. */
export function RolloutsPanel({ flag }: { flag: Flag }) {
  const translate = useTranslate();
  if (flag.rollouts.length === 0) return null;
  return (
    <Panel title={translate('gs.rollouts.title')} testId="rollouts">
      <Stack spacing={2}>
        {flag.rollouts.map((rollout) => (
          <OneRollout key={rollout.ruleId} flag={flag} rollout={rollout} />
        ))}
      </Stack>
    </Panel>
  );
}

function OneRollout({ flag, rollout }: { flag: Flag; rollout: RolloutState }) {
  const translate = useTranslate();
  const format = useFormat();
  const titleOf = useRuleTitle(flag.rules);
  const { ruleId, look, since, unwatched } = rollout;
  const isOut = rollout.state === 'watching' && unwatched === null;
  const people = look ? look.exposed.control + look.exposed.rollout : 0;
  return (
    <Stack spacing={1}>
      {rollout.state === 'rolledBack' && <WentBack flag={flag} rollout={rollout} />}
      <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
        <strong title={ruleId}>{titleOf(ruleId)}</strong>{' '}
        {isOut && translate('gs.rollouts.watching', { at: format.instant(since) })}
        {unwatched && translate(`gs.rollouts.unwatched.${unwatched}`)}{' '}
        {look &&
          translate('gs.rollouts.seen', { people: format.number(people), at: format.instant(look.at) })}
        {!look && isOut && translate('gs.rollouts.notSeen')}
      </Typography>
      {look?.sampleRatioAlarm && <Alert severity="warning">{translate('gs.rollouts.sampleRatio')}</Alert>}
      {look && <Metrics look={look} />}
    </Stack>
  );
}

function WentBack({ flag, rollout }: { flag: Flag; rollout: RolloutState }) {
  const translate = useTranslate();
  const format = useFormat();
  const mayResume = useMayExperiment() && flag.archivedAt === null;
  const resume = useResume(flag.id);
  const titleOf = useRuleTitle(flag.rules);
  const [isAsking, setAsking] = useState(false);
  const names = rollout.look?.metrics.filter(({ hurt }) => hurt).map(({ name }) => name) ?? [];
  const at = rollout.rolledBackAt && format.instant(rollout.rolledBackAt);
  return (
    <Alert
      severity="error"
      data-testid="rolled-back"
      action={
        mayResume && (
          <Button color="inherit" size="small" onClick={() => setAsking(true)}>
            {translate('gs.rollouts.resume')}
          </Button>
        )
      }
    >
      {translate('gs.rollouts.rolledBack', { at, metrics: names.join(' · ') })}
      {isAsking && (
        <ConfirmDialog
          title={translate('gs.rollouts.resumeTitle', { rule: titleOf(rollout.ruleId) })}
          text={translate('gs.rollouts.resumeText')}
          confirm={translate('gs.rollouts.resume')}
          isDangerous
          onConfirm={() => resume.mutateAsync(rollout.ruleId)}
          onClose={() => setAsking(false)}
        />
      )}
    </Alert>
  );
}

function Metrics({ look: { metrics } }: { look: RolloutLook }) {
  const translate = useTranslate();
  return (
    <TableContainer>
      <Table size="small" aria-label={translate('gs.rollouts.title')}>
        <TableHead>
          <TableRow>
            <TableCell>{translate('gs.rollouts.metric')}</TableCell>
            <TableCell align="right">{translate('gs.rollouts.control')}</TableCell>
            <TableCell align="right">{translate('gs.rollouts.rollout')}</TableCell>
            <TableCell align="right" sx={{ whiteSpace: 'normal' }}>
              {translate('gs.rollouts.lift')}
            </TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {metrics.map((metric) => (
            <MetricRow key={metric.metricId} metric={metric} />
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

const DIGITS = 4;

function MetricRow({ metric }: { metric: GuardedMetric }) {
  const translate = useTranslate();
  const format = useFormat();
  const reasonText = useReasonText();
  const { relativeLift, interval, hurt, type } = metric;
  const value = (mean: number | null) => {
    if (mean === null) return '–';
    return type && isShare(type) ? format.rate(mean) : format.number(Number(mean.toPrecision(DIGITS)));
  };
  const known = interval !== null && relativeLift !== null;
  const why = interval === null ? (reasonText(metric) ?? translate('gs.rollouts.tooEarly')) : null;
  return (
    <TableRow>
      <TableCell>{metric.name}</TableCell>
      <TableCell align="right">{value(metric.control)}</TableCell>
      <TableCell align="right">{value(metric.rollout)}</TableCell>
      <TableCell
        align="right"
        sx={{ color: hurt ? 'error.main' : undefined, fontWeight: hurt ? 600 : undefined }}
      >
        {known ? format.change(relativeLift) : (why ?? translate('gs.rollouts.fromNothing'))}
        {known && (
          <Typography
            component="div"
            variant="body2"
            color="text.secondary"
            sx={{ display: { xs: 'block', sm: 'inline' }, ml: { sm: 1 }, whiteSpace: 'nowrap' }}
          >
            {format.interval(interval)}
          </Typography>
        )}
      </TableCell>
    </TableRow>
  );
}
