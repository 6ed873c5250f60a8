import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useListController, useTranslate } from 'react-admin';
import type { AuditEntry } from '../api/types.js';
import { EmptyState } from '../feedback/EmptyState.js';
import { useFormat } from '../i18n/useFormat.js';
import { ListPagination } from '../layout/ListPagination.js';
import { Panel } from '../layout/Panel.js';
import { RecordTableState } from '../layout/RecordTableState.js';
import { useProject } from '../projects/ProjectContext.js';
import { MONO_STACK } from '../theme/tokens.js';

const WIDE_ONLY = { display: { xs: 'none', sm: 'table-cell' } };

/** Who changed what, the newest first. */
export function AuditTab() {
  const translate = useTranslate();
  const format = useFormat();
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
              {(list.data ?? []).map(({ id, createdAt, email, action, target, detail }) => (
                <TableRow key={id} hover>
                  <TableCell sx={{ whiteSpace: { sm: 'nowrap' }, color: 'text.secondary' }}>
                    {format.instant(createdAt)}
                  </TableCell>
                  <TableCell sx={{ overflowWrap: 'anywhere' }}>
                    {email ?? translate('gs.audit.system')}
                  </TableCell>
                  <TableCell sx={{ fontWeight: 600 }}>{action}</TableCell>
                  <TableCell sx={WIDE_ONLY}>{target}</TableCell>
                  <TableCell
                    sx={{ ...WIDE_ONLY, fontFamily: MONO_STACK, fontSize: '12px', overflowWrap: 'anywhere' }}
                  >
                    {Object.keys(detail).length > 0 && JSON.stringify(detail)}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
        <ListPagination list={list} />
      </RecordTableState>
    </Panel>
  );
}
