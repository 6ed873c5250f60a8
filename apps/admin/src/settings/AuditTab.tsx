import Link from '@mui/material/Link';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useListController, useTranslate } from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';
import type { AuditEntry } from '../api/types.js';
import { EmptyState } from '../feedback/EmptyState.js';
import { useFormat } from '../i18n/useFormat.js';
import { ListPagination } from '../layout/ListPagination.js';
import { Panel } from '../layout/Panel.js';
import { RecordTableState } from '../layout/RecordTableState.js';
import { useProject } from '../projects/ProjectContext.js';
import { AuditDetail } from './AuditDetail.js';
import { actText, pageOfTarget } from './act-text.js';

const WIDE_ONLY = { display: { xs: 'none', sm: 'table-cell' } };
const WHO = {
  ...{ maxWidth: { sm: 200 }, overflow: 'hidden', textOverflow: 'ellipsis' },
  ...{ overflowWrap: 'anywhere', whiteSpace: { sm: 'nowrap' } },
};

/** Who changed what, the newest first. */
export function AuditTab() {
  const translate = useTranslate();
  const { project } = useProject();
  const list = useListController<AuditEntry>({
    resource: `projects/${project.id}/auditLog`,
    sort: { field: 'id', order: 'DESC' },
    perPage: 50,
    disableSyncWithLocation: true,
    storeKey: false,
  });
  return (
    <Panel isFlush testId="audit-log">
      <RecordTableState list={list} empty={<EmptyState title={translate('gs.audit.empty')} />}>
        <TableContainer>
          <Table size="small" aria-label={translate('gs.settings.audit')}>
            <TableHead>
              <TableRow>
                <TableCell>{translate('gs.audit.when')}</TableCell>
                <TableCell>{translate('gs.audit.who')}</TableCell>
                <TableCell>{translate('gs.audit.action')}</TableCell>
                <TableCell sx={WIDE_ONLY}>{translate('gs.audit.target')}</TableCell>
                <TableCell sx={WIDE_ONLY}>{translate('gs.audit.detail')}</TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {(list.data ?? []).map((entry) => (
                <EntryRow key={entry.id} entry={entry} />
              ))}
            </TableBody>
          </Table>
        </TableContainer>
        <ListPagination list={list} />
      </RecordTableState>
    </Panel>
  );
}

function EntryRow({ entry: { createdAt, email, action, target, detail } }: { entry: AuditEntry }) {
  const translate = useTranslate();
  const format = useFormat();
  const { project } = useProject();
  const page = pageOfTarget(target, action);
  const who = email ?? translate('gs.audit.system');
  return (
    <TableRow hover sx={{ verticalAlign: 'top' }}>
      <TableCell sx={{ whiteSpace: { sm: 'nowrap' }, color: 'text.secondary' }}>
        {format.instant(createdAt)}
      </TableCell>
      <TableCell sx={WHO} title={who}>
        {who}
      </TableCell>
      <TableCell sx={{ fontWeight: 600, minWidth: { sm: 140 } }} title={action}>
        {actText(action, translate)}
      </TableCell>
      <TableCell sx={WIDE_ONLY}>
        {page ? (
          <Link component={RouterLink} to={`/p/${project.id}/${page}`}>
            {target}
          </Link>
        ) : (
          target
        )}
      </TableCell>
      <TableCell sx={{ ...WIDE_ONLY, width: '45%' }}>
        <AuditDetail detail={detail} />
      </TableCell>
    </TableRow>
  );
}
