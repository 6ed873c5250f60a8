import type { FunnelAnswer } from '@groundswell/contracts';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { usePropertyName } from '../filters/useKnownNames.js';
import { useValueName } from '../filters/useValueName.js';
import { useFormat } from '../i18n/useFormat.js';
import { CellButton } from '../people-behind/CellButton.js';
import { useOpenPeople } from '../people-behind/useBehind.js';

type Groups = NonNullable<FunnelAnswer['groups']>;

/** One line for each value of the breakdown, one column for each step. */
export function FunnelGroups({ groups, property }: { groups: Groups; property: string }) {
  const translate = useTranslate();
  const format = useFormat();
  const valueName = useValueName(property);
  const open = useOpenPeople('funnel');
  const name = usePropertyName()(property);
  const label = translate('gs.funnel.groupsTitle', { property: name });
  return (
    <TableContainer sx={{ maxHeight: 392 }} tabIndex={0} role="region" aria-label={label}>
      <Table size="small" stickyHeader aria-label={label} data-testid="funnel-groups">
        <TableHead>
          <TableRow>
            <TableCell>{name}</TableCell>
            {groups[0]?.steps.map(({ index, event }) => (
              <TableCell key={index} align="right">
                {index + 1}. {event}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {groups.map(({ breakdown, steps }) => (
            <TableRow key={breakdown} hover data-group={breakdown}>
              <TableCell component="th" scope="row" sx={{ overflowWrap: 'anywhere' }}>
                {valueName(breakdown)}
              </TableCell>
              {steps.map(({ index, event, users, rateFromFirst }) => (
                <TableCell key={index} align="right" sx={{ whiteSpace: 'nowrap' }}>
                  <CellButton
                    label={`${valueName(breakdown)}, ${event}`}
                    users={users}
                    onOpen={() => open({ step: index, outcome: 'converted', breakdown })}
                  >
                    {format.number(users)}
                  </CellButton>
                  {index > 0 && (
                    <Typography component="span" variant="caption" color="text.secondary" sx={{ ml: 1 }}>
                      {format.percent(rateFromFirst)}
                    </Typography>
                  )}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
