import MoreIcon from '@mui/icons-material/ChevronRight';
import LessIcon from '@mui/icons-material/ExpandMore';
import IconButton from '@mui/material/IconButton';
import Stack from '@mui/material/Stack';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { Fragment, type ReactNode, useState } from 'react';
import { useTranslate } from 'react-admin';
import { EmptyState } from '../feedback/EmptyState.js';
import { RowsCsvButton } from '../feedback/RowsCsvButton.js';
import { ErrorState } from '../feedback/ErrorState.js';
import { ReportBody } from '../feedback/ReportBody.js';
import { useFormat } from '../i18n/useFormat.js';
import { Panel } from '../layout/Panel.js';
import { PersonLink } from '../people/PersonLink.js';
import type { Person } from '../people/types.js';
import { usePersonNames } from '../people/usePersonNames.js';
import type { Days } from '../range/range.js';
import { useBranch, useInviters } from './useReferral.js';

interface Props {
  programId: number;
  days: Days;
}

/** Who brought most, and beneath each the tree of whom they invited. */
export function InvitersPanel({ programId, days }: Props) {
  const translate = useTranslate();
  const format = useFormat();
  const inviters = useInviters(programId, days);
  const rows = inviters.data?.data ?? [];
  const { nameOf, find, isAsked } = usePersonNames(rows.map(({ personId }) => personId));
  const title = translate('gs.referral.invitersTitle');
  return (
    <Panel
      title={title}
      isFlush
      testId="referral-inviters"
      actions={
        <RowsCsvButton
          name={`inviters-${days.from}-${days.to}`}
          rows={isAsked ? rows.map((row) => ({ ...row, ...whoIs(find(row.personId)) })) : []}
        />
      }
    >
      <ReportBody report={inviters} height={240}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState title={translate('gs.referral.nobodyBrought')} />
          ) : (
            <TableContainer sx={{ maxHeight: 440 }} tabIndex={0} role="region" aria-label={title}>
              <Table size="small" stickyHeader aria-label={title}>
                <TableHead>
                  <TableRow>
                    <TableCell>{translate('gs.referral.inviter')}</TableCell>
                    <TableCell align="right">{translate('gs.referral.signups')}</TableCell>
                    <TableCell align="right">{translate('gs.referral.activated')}</TableCell>
                    <TableCell align="right">{translate('gs.referral.held')}</TableCell>
                  </TableRow>
                </TableHead>
                <TableBody>
                  {data.map(({ personId, signups, activated, held }) => (
                    <Branching
                      key={personId}
                      {...{ programId, days, personId }}
                      name={nameOf(personId)}
                      depth={0}
                      canOpen
                    >
                      <TableCell align="right" sx={{ fontWeight: 650 }}>
                        {format.number(signups)}
                      </TableCell>
                      <TableCell align="right">{format.number(activated)}</TableCell>
                      <TableCell align="right">{format.number(held)}</TableCell>
                    </Branching>
                  ))}
                </TableBody>
              </Table>
            </TableContainer>
          )
        }
      </ReportBody>
    </Panel>
  );
}

/** What lists of people say of each in their files. */
const whoIs = (person: Person | undefined) => ({
  distinctIds: person?.distinctIds.join(' ') ?? '',
  firstSeen: person?.firstSeen ?? null,
  lastSeen: person?.lastSeen ?? null,
  properties: JSON.stringify(person?.properties ?? {}),
});

interface BranchProps extends Props {
  personId: number;
  name: string;
  depth: number;
  canOpen: boolean;
  children: ReactNode;
}

/** One person as a row; beneath, once opened, those whom they invited. */
function Branching({ programId, days, personId, name, depth, canOpen, children }: BranchProps) {
  const translate = useTranslate();
  const [isOpen, setOpen] = useState(false);
  return (
    <Fragment>
      <TableRow hover data-person={personId}>
        <TableCell component="th" scope="row" sx={{ pl: 1 + 2 * Math.min(depth, 8) }}>
          <Stack direction="row" alignItems="center" gap={0.5}>
            <IconButton
              size="small"
              disabled={!canOpen}
              sx={{ visibility: canOpen ? 'visible' : 'hidden' }}
              aria-expanded={isOpen}
              aria-label={translate(`gs.referral.${isOpen ? 'collapse' : 'expand'}`, { name })}
              onClick={() => setOpen(!isOpen)}
            >
              {isOpen ? <LessIcon fontSize="small" /> : <MoreIcon fontSize="small" />}
            </IconButton>
            <PersonLink personId={personId}>{name}</PersonLink>
          </Stack>
        </TableCell>
        {children}
      </TableRow>
      {isOpen && <Branches programId={programId} days={days} personId={personId} depth={depth + 1} />}
    </Fragment>
  );
}

const MOST_SHOWN = 100;

function Branches({ programId, days, personId, depth }: Omit<BranchProps, 'name' | 'canOpen' | 'children'>) {
  const translate = useTranslate();
  const format = useFormat();
  const { data, error, refetch } = useBranch(programId, personId, days);
  const shown = data?.invitees.slice(0, MOST_SHOWN) ?? [];
  const { nameOf } = usePersonNames(shown.map((one) => one.personId));
  if (error) return <Wide>{<ErrorState error={error} onRetry={() => void refetch()} />}</Wide>;
  if (!data) return <Wide>…</Wide>;
  const rest = data.invitees.length - shown.length;
  return (
    <>
      {shown.map((one) => (
        <Branching
          key={one.personId}
          {...{ programId, days, depth }}
          personId={one.personId}
          name={nameOf(one.personId)}
          canOpen={one.invitees > 0 && !one.reasons.includes('cycle')}
        >
          <TableCell align="right">{format.number(one.invitees)}</TableCell>
          <TableCell align="right">{one.activatedAt ? format.date(one.activatedAt) : '–'}</TableCell>
          <TableCell align="right">
            {one.cleared
              ? translate('gs.referral.cleared')
              : one.reasons.map((reason) => translate(`gs.referral.reason.${reason}`)).join(', ')}
          </TableCell>
        </Branching>
      ))}
      {rest > 0 && <Wide>{translate('gs.referral.more', { smart_count: rest })}</Wide>}
    </>
  );
}

function Wide({ children }: { children: ReactNode }) {
  return (
    <TableRow>
      <TableCell colSpan={4}>
        <Typography variant="caption" component="div" color="text.secondary">
          {children}
        </Typography>
      </TableCell>
    </TableRow>
  );
}
