import { ENVIRONMENTS, type Flag } from '@groundswell/contracts';
import AddIcon from '@mui/icons-material/Add';
import FlagIcon from '@mui/icons-material/FlagOutlined';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Link from '@mui/material/Link';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';
import { useMayExperiment } from '../experiments/useExperiments.js';
import { EmptyState } from '../feedback/EmptyState.js';
import { ReportBody } from '../feedback/ReportBody.js';
import { useFormat } from '../i18n/useFormat.js';
import { PageHeader } from '../layout/PageHeader.js';
import { Panel } from '../layout/Panel.js';
import { EnvironmentSwitch } from './EnvironmentSwitch.js';
import { FlagDialog } from './FlagDialog.js';
import { useFlags } from './useFlags.js';

/** Flags, and where each is on. */
export function FlagsPage() {
  const translate = useTranslate();
  const flags = useFlags();
  const mayWrite = useMayExperiment();
  const [isNew, setNew] = useState(false);
  return (
    <>
      <PageHeader title={translate('gs.flags.title')} note={translate('gs.flags.help')}>
        {mayWrite && (
          <Button
            variant="contained"
            startIcon={<AddIcon />}
            onClick={() => setNew(true)}
            data-testid="new-flag"
          >
            {translate('gs.flags.new')}
          </Button>
        )}
      </PageHeader>
      <ReportBody report={flags} height={320}>
        {(found) => (
          <Panel isFlush>
            {found.length > 0 ? (
              <FlagsTable flags={found} />
            ) : (
              <EmptyState
                icon={<FlagIcon sx={{ fontSize: 40, color: 'text.secondary' }} />}
                title={translate('gs.flags.empty')}
                text={translate('gs.flags.emptyText')}
              />
            )}
          </Panel>
        )}
      </ReportBody>
      {isNew && <FlagDialog flag={null} onClose={() => setNew(false)} />}
    </>
  );
}

function FlagsTable({ flags }: { flags: Flag[] }) {
  const translate = useTranslate();
  const inUse = flags.filter(({ archivedAt }) => archivedAt === null);
  const archived = flags.filter(({ archivedAt }) => archivedAt !== null);
  const label = translate('gs.flags.title');
  return (
    <TableContainer tabIndex={0} role="region" aria-label={label}>
      <Table size="small" aria-label={label} data-testid="flags-table">
        <TableHead>
          <TableRow>
            <TableCell>{translate('gs.flags.key')}</TableCell>
            {ENVIRONMENTS.map((name) => (
              <TableCell key={name}>{name}</TableCell>
            ))}
            <TableCell align="right">{translate('gs.flags.rules')}</TableCell>
            <TableCell align="right">{translate('gs.flags.evaluated')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {[...inUse, ...archived].map((flag) => (
            <FlagRow key={flag.id} flag={flag} />
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function FlagRow({ flag }: { flag: Flag }) {
  const translate = useTranslate();
  const format = useFormat();
  const last = Object.values(flag.evaluatedAt).sort().at(-1);
  const hasGoneBack = flag.rollouts.some(({ state }) => state === 'rolledBack');
  return (
    <TableRow hover data-testid="flag-row">
      <TableCell component="th" scope="row" sx={{ minWidth: 160, maxWidth: 400 }}>
        <Link component={RouterLink} to={String(flag.id)} sx={{ fontWeight: 600 }}>
          {flag.key}
        </Link>
        {flag.archivedAt && <Chip size="small" label={translate('gs.flags.archived')} sx={{ ml: 1 }} />}
        {hasGoneBack && (
          <Chip size="small" color="error" label={translate('gs.rollouts.wentBack')} sx={{ ml: 1 }} />
        )}
        <Typography variant="body2" color="text.secondary" noWrap>
          {[translate(`gs.flags.type.${flag.type}`), flag.description].filter(Boolean).join(' · ')}
        </Typography>
      </TableCell>
      {ENVIRONMENTS.map((name) => (
        <TableCell key={name}>
          <EnvironmentSwitch flag={flag} environment={name} />
        </TableCell>
      ))}
      <TableCell align="right">{format.number(flag.rules.length)}</TableCell>
      <TableCell align="right" sx={{ whiteSpace: 'nowrap' }} title={translate('gs.flags.evaluatedHelp')}>
        {last ? format.instant(last) : '–'}
      </TableCell>
    </TableRow>
  );
}
