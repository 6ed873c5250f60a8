import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { ReportBody } from '../feedback/ReportBody.js';
import { useFormat } from '../i18n/useFormat.js';
import { Panel } from '../layout/Panel.js';
import { MONO_STACK } from '../theme/tokens.js';
import { useHistory } from './useExperiments.js';

const FEW = 5;
const ALL = 1000;
const ACTS = ['create', 'update', 'start', 'stop', 'decide', 'archive', 'weights'];

/** Every change with who made it; those after the start are marked. */
export function HistoryPanel({ id }: { id: number }) {
  const translate = useTranslate();
  const format = useFormat();
  const [count, setCount] = useState(FEW);
  const history = useHistory(id, count);
  const nameOf = (action: string) => {
    const act = action.split('.').pop() ?? '';
    return ACTS.includes(act) ? translate(`gs.experiments.history.${act}`) : action;
  };
  return (
    <Panel isFlush title={translate('gs.experiments.history.title')} testId="history">
      <ReportBody report={history} height={120}>
        {({ data, total }) => (
          <>
            {total === 0 && (
              <Typography variant="body2" color="text.secondary" sx={{ px: 2, pb: 2 }}>
                {translate('gs.audit.empty')}
              </Typography>
            )}
            <TableContainer>
              <Table size="small" aria-label={translate('gs.experiments.history.title')}>
                <TableBody>
                  {data.map(({ id: one, action, email, detail, afterStart, createdAt }) => (
                    <TableRow key={one} sx={{ verticalAlign: 'top' }}>
                      <TableCell sx={{ whiteSpace: { sm: 'nowrap' }, color: 'text.secondary' }}>
                        {format.instant(createdAt)}
                      </TableCell>
                      <TableCell>
                        <strong>{nameOf(action)}</strong>{' '}
                        {afterStart && action.endsWith('.update') && (
                          <Chip
                            size="small"
                            color="warning"
                            variant="outlined"
                            label={translate('gs.experiments.history.afterStart')}
                          />
                        )}
                      </TableCell>
                      <TableCell sx={{ overflowWrap: 'anywhere', whiteSpace: { sm: 'nowrap' } }}>
                        {email ?? translate('gs.audit.system')}
                      </TableCell>
                      <TableCell
                        sx={{
                          display: { xs: 'none', sm: 'table-cell' },
                          fontFamily: MONO_STACK,
                          fontSize: 12,
                          overflowWrap: 'anywhere',
                        }}
                      >
                        {action.endsWith('.create') ? null : changedText(detail)}
                      </TableCell>
                    </TableRow>
                  ))}
                </TableBody>
              </Table>
            </TableContainer>
            {total > data.length && (
              <Button size="small" onClick={() => setCount(ALL)} sx={{ m: 1 }}>
                {translate('gs.experiments.all')} ({format.number(total)})
              </Button>
            )}
          </>
        )}
      </ReportBody>
    </Panel>
  );
}

const LONGEST = 240;

function changedText({ state: _, ...changed }: Record<string, unknown>): string {
  const text = Object.entries(changed)
    .map(([field, value]) => `${field}: ${JSON.stringify(value)}`)
    .join(' ');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
