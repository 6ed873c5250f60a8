import type { FunnelAnswer, FunnelQuery, FunnelStepResult } from '@groundswell/contracts';
import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';
import { CellButton } from '../people-behind/CellButton.js';
import { useOpenPeople } from '../people-behind/useBehind.js';
import { useTokens } from '../theme/useTokens.js';

export type PreviousStep = NonNullable<FunnelAnswer['previous']>['steps'][number];

interface Props {
  steps: FunnelStepResult[];
  /** The same steps in as many days right before; null while they are not compared. */
  before: PreviousStep[] | null;
  isComplete: boolean;
  order: FunnelQuery['order'];
}

/** A bar for each step: whoever got there of those who began, and pale behind it who was still there a step before. */
export function FunnelSteps({ steps, before, isComplete, order }: Props) {
  const translate = useTranslate();
  const format = useFormat();
  const label = translate('gs.funnel.stepsTitle');
  const name = ({ event, index }: FunnelStepResult) =>
    order === 'any' ? translate('gs.funnel.anyStep', { n: index + 1 }) : event;
  const open = useOpenPeople('funnel');
  const openStep = (step: number, outcome: 'converted' | 'droppedOff') =>
    open({ step, outcome, breakdown: null });
  const seconds = (value: number | null) => (value === null ? '–' : format.duration(value * 1000));
  return (
    <>
      <TableContainer tabIndex={0} role="region" aria-label={label}>
        <Table size="small" aria-label={label}>
          <TableHead>
            <TableRow>
              <TableCell>{translate('gs.funnel.stepName')}</TableCell>
              <TableCell sx={{ width: '40%', display: { xs: 'none', sm: 'table-cell' } }} aria-hidden />
              <TableCell align="right">{translate('gs.funnel.users')}</TableCell>
              <TableCell align="right">{translate('gs.funnel.ofFirst')}</TableCell>
              {before && <TableCell align="right">{translate('gs.trends.before')}</TableCell>}
              <TableCell align="right">{translate('gs.funnel.ofPrevious')}</TableCell>
              <TableCell align="right">{translate('gs.funnel.lost')}</TableCell>
              <TableCell align="right">{translate('gs.funnel.median')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {steps.map((step, at) => (
              <TableRow key={step.index} hover data-step={step.index}>
                <TableCell component="th" scope="row" sx={{ minWidth: 120, overflowWrap: 'anywhere' }}>
                  {step.index + 1}. {name(step)}
                </TableCell>
                <TableCell
                  sx={{ display: { xs: 'none', sm: 'table-cell' }, cursor: 'pointer' }}
                  aria-hidden
                  onClick={() => openStep(step.index, 'converted')}
                >
                  <Bar share={step.rateFromFirst ?? 0} before={steps[at - 1]?.rateFromFirst ?? 1} />
                </TableCell>
                <TableCell align="right" data-testid={`funnel-users-${step.index}`} sx={{ fontWeight: 650 }}>
                  <CellButton
                    label={name(step)}
                    users={step.users}
                    onOpen={() => openStep(step.index, 'converted')}
                  >
                    {format.number(step.users)}
                  </CellButton>
                </TableCell>
                <TableCell align="right">{format.percent(step.rateFromFirst)}</TableCell>
                {before && <BeforeCell now={step} before={before[at]} />}
                <TableCell align="right">{format.percent(step.rateFromPrevious)}</TableCell>
                <TableCell align="right">
                  <CellButton
                    label={`${name(step)}, ${translate('gs.funnel.lost')}`}
                    users={step.lost}
                    onOpen={() => openStep(step.index, 'droppedOff')}
                  >
                    {format.number(step.lost)}
                  </CellButton>
                </TableCell>
                <TableCell align="right">{seconds(step.medianSeconds)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
      <Typography
        variant="caption"
        component="p"
        color="text.secondary"
        sx={{ px: 2, py: 1.5, maxWidth: 880 }}
      >
        {translate('gs.funnel.help')} {translate('gs.behind.hint')}
        {!isComplete && ` ${translate('gs.funnel.incomplete')}`}
      </Typography>
    </>
  );
}

/** How many of those who began got there in the days before, and how far the rate has moved since, in points. */
function BeforeCell({ now, before }: { now: FunnelStepResult; before: PreviousStep | undefined }) {
  const translate = useTranslate();
  const format = useFormat();
  const moved = before?.moved ?? null;
  return (
    <TableCell align="right" data-testid={`funnel-before-${now.index}`} sx={{ whiteSpace: 'nowrap' }}>
      <span title={translate('gs.funnel.beforeUsers', { users: format.number(before?.users ?? 0) })}>
        {now.index === 0 ? format.number(before?.users ?? 0) : format.percent(before?.rateFromFirst ?? null)}
      </span>
      {moved !== null && (
        <Typography
          component="span"
          variant="caption"
          sx={{ ml: 1, color: moved >= 0 ? 'success.main' : 'error.main' }}
        >
          {format.points(moved)}
        </Typography>
      )}
    </TableCell>
  );
}

function Bar({ share, before }: { share: number; before: number }) {
  const { accent, sunken } = useTokens();
  const width = (part: number) => `${part * 100}%`;
  return (
    <Box sx={{ position: 'relative', height: 26, minWidth: 120 }}>
      <Box
        data-bar
        sx={{ position: 'absolute', inset: 0, width: width(before), bgcolor: sunken, borderRadius: '3px' }}
      />
      <Box
        data-bar
        sx={{ position: 'absolute', inset: 0, width: width(share), bgcolor: accent, borderRadius: '3px' }}
      />
    </Box>
  );
}
