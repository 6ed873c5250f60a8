import type { Cohort, CohortOverlap } from '@groundswell/contracts';
import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { alpha } from '@mui/material/styles';
import { useTranslate } from 'react-admin';
import { ReportBody, outdated } from '../feedback/ReportBody.js';
import { CohortsField } from '../filters/CohortsField.js';
import { useFormat } from '../i18n/useFormat.js';
import { Panel } from '../layout/Panel.js';
import { useUrlState } from '../layout/useUrlState.js';
import { useOverlap } from './useCohorts.js';

const AT_FIRST = 5;
const MOST = 12;

/** How many people each two of some cohorts share. */
export function OverlapPanel({ cohorts }: { cohorts: Cohort[] }) {
  const translate = useTranslate();
  const [params, change] = useUrlState();
  const known = new Map(cohorts.map(({ id, name }) => [id, name]));
  const asked = params.get('compare')?.split(',').map(Number);
  const ids = (asked ?? [...known.keys()].slice(0, AT_FIRST)).filter((id) => known.has(id)).slice(0, MOST);
  const overlap = useOverlap(ids);
  return (
    <Panel title={translate('gs.cohorts.overlap')} testId="overlap">
      <Typography variant="body2" color="text.secondary" sx={{ mb: 1.5 }}>
        {translate('gs.cohorts.overlapHelp')}
      </Typography>
      <Box sx={{ maxWidth: 640, mb: 2 }}>
        <CohortsField ids={ids} onChange={(next) => change({ compare: next.join(',') })} />
      </Box>
      {ids.length > 0 && (
        <ReportBody report={overlap} height={160}>
          {(found) => (
            <Box {...outdated(overlap.isPlaceholderData)}>
              <Matrix
                names={found.ids.map((id) => known.get(id) ?? String(id))}
                people={found.people}
                shares={found.shares}
              />
            </Box>
          )}
        </ReportBody>
      )}
    </Panel>
  );
}

interface MatrixProps extends Pick<CohortOverlap, 'people' | 'shares'> {
  names: string[];
}

function Matrix({ names, people, shares }: MatrixProps) {
  const translate = useTranslate();
  return (
    <TableContainer tabIndex={0} role="region" aria-label={translate('gs.cohorts.overlap')}>
      <Table size="small" data-testid="overlap-table" sx={{ width: 'auto' }}>
        <TableHead>
          <TableRow>
            <TableCell />
            {names.map((name) => (
              <TableCell key={name} align="right" sx={{ maxWidth: 140, overflowWrap: 'break-word' }}>
                {name}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {names.map((name, row) => (
            <TableRow key={name}>
              <TableCell
                component="th"
                scope="row"
                sx={{ ...{ minWidth: 72, maxWidth: 200 }, overflowWrap: 'break-word' }}
              >
                {name}
              </TableCell>
              {names.map((other, column) => (
                <Shared
                  key={other}
                  people={people[row]?.[column] ?? 0}
                  share={shares[row]?.[column] ?? null}
                />
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

/** @param share of the row's cohort */
function Shared({ people, share }: { people: number; share: number | null }) {
  const format = useFormat();
  return (
    <TableCell
      align="right"
      sx={{
        whiteSpace: 'nowrap',
        backgroundColor: ({ palette }) => alpha(palette.primary.main, (share ?? 0) * 0.28),
      }}
    >
      {/* The blank keeps the two apart for those who hear them. */}
      {format.number(people)}{' '}
      <Box component="span" sx={{ color: 'text.secondary', ml: 1, fontSize: 12 }}>
        {share === null ? '–' : format.percent(share)}
      </Box>
    </TableCell>
  );
}
