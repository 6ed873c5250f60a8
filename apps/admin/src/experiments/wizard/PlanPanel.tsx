import type { PlanAnswer } from '@groundswell/contracts';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useEffect, useState } from 'react';
import { useTranslate } from 'react-admin';
import { ReportBody, outdated } from '../../feedback/ReportBody.js';
import { useFormat } from '../../i18n/useFormat.js';
import { Panel } from '../../layout/Panel.js';
import { usePlan } from '../useExperiments.js';
import { type Draft, planQuestionOf } from './draft.js';
import { problemOf } from './problems.js';

/** How many would be in it and how long it takes, while one types. */
export function PlanPanel({ draft }: { draft: Draft }) {
  const translate = useTranslate();
  // Settled together: what is typed next may be whole while the question before it was not.
  const asked = { question: planQuestionOf(draft), isSound: isPlannable(draft) };
  const { question, isSound } = JSON.parse(useSettled(JSON.stringify(asked))) as typeof asked;
  const plan = usePlan(question, isSound);
  return (
    <Panel title={translate('gs.experiments.plan.title')} testId="plan">
      <ReportBody report={plan} height={120}>
        {(found) => (
          <Box {...outdated(plan.isPlaceholderData)}>
            <PlanBody plan={found} />
          </Box>
        )}
      </ReportBody>
    </Panel>
  );
}

const isPlannable = (draft: Draft) =>
  draft.minimumEffect > 0 &&
  problemOf('variations', draft) === null &&
  problemOf('targeting', draft) === null;

function PlanBody({ plan }: { plan: PlanAnswer }) {
  const translate = useTranslate();
  const format = useFormat();
  const { peoplePerDay, people, days, weeks, problemCode, notCounted, history } = plan;
  const perDay = peoplePerDay === 0 ? 'nobody' : 'perDay';
  return (
    <Stack spacing={1}>
      {peoplePerDay !== null && (
        <Typography data-testid="plan-targeting">
          {translate(`gs.experiments.plan.${perDay}`, { people: format.number(peoplePerDay) })}
        </Typography>
      )}
      {notCounted.length > 0 && (
        <Typography variant="body2" color="warning.main">
          {translate('gs.experiments.plan.notCounted', { names: notCounted.join(', ') })}
        </Typography>
      )}
      {problemCode && (
        <Typography variant="body2" color="text.secondary">
          {translate(`gs.experiments.plan.problems.${problemCode}`)}
        </Typography>
      )}
      {people !== null && (
        <div data-testid="plan-duration">
          <Typography variant="h2" component="p">
            {translate(days === null ? 'gs.experiments.plan.never' : 'gs.experiments.plan.days', {
              days: format.number(days),
              smart_count: days ?? 0,
            })}
          </Typography>
          <Typography variant="body2" color="text.secondary">
            {translate('gs.experiments.plan.needed', { people: format.number(people) })}
          </Typography>
        </div>
      )}
      {weeks.length > 0 && <Weeks weeks={weeks} />}
      {history && (
        <Typography variant="caption" color="text.secondary">
          {translate('gs.experiments.plan.history', {
            from: format.day(history.from),
            to: format.day(history.to),
          })}
        </Typography>
      )}
    </Stack>
  );
}

function Weeks({ weeks }: Pick<PlanAnswer, 'weeks'>) {
  const translate = useTranslate();
  const format = useFormat();
  return (
    <Table size="small" aria-label={translate('gs.experiments.plan.sees')}>
      <TableHead>
        <TableRow>
          <TableCell sx={{ pl: 0 }}>{translate('gs.experiments.plan.week')}</TableCell>
          <TableCell align="right">{translate('gs.experiments.results.people')}</TableCell>
          <TableCell align="right" sx={{ pr: 0, whiteSpace: 'normal' }}>
            {translate('gs.experiments.plan.sees')}
          </TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {weeks.map(({ week, people, minimumEffect }) => (
          <TableRow key={week}>
            <TableCell sx={{ pl: 0 }}>{week}</TableCell>
            <TableCell align="right">{format.number(people)}</TableCell>
            <TableCell align="right" sx={{ pr: 0 }}>
              {format.percent(minimumEffect)}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

const SETTLE_MS = 300;

/** The value once nothing was typed for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
