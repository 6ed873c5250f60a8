import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useTranslate } from 'react-admin';
import { useEventTime } from '../i18n/useEventTime.js';
import { useFormat } from '../i18n/useFormat.js';
import { MONO_STACK } from '../theme/tokens.js';
import { PersonLink } from './PersonLink.js';
import { personName, propertySummary } from './person-name.js';
import type { Person } from './types.js';

const WIDE_ONLY = { display: { xs: 'none', md: 'table-cell' } };
const ONE_LINE = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
const INSTANT = { whiteSpace: 'nowrap', color: 'text.secondary' } as const;

export function PeopleTable({ people }: { people: Person[] }) {
  const translate = useTranslate();
  return (
    <TableContainer>
      <Table size="small" aria-label={translate('gs.people.title')} data-testid="people-table">
        <TableHead>
          <TableRow>
            <TableCell>{translate('gs.people.person')}</TableCell>
            <TableCell sx={WIDE_ONLY}>{translate('gs.people.properties')}</TableCell>
            <TableCell align="right" sx={WIDE_ONLY}>
              {translate('gs.people.events')}
            </TableCell>
            <TableCell sx={WIDE_ONLY}>{translate('gs.people.firstSeen')}</TableCell>
            <TableCell>{translate('gs.people.lastSeen')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {people.map((person) => (
            <PersonRow key={person.id} person={person} />
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function PersonRow({ person }: { person: Person }) {
  const translate = useTranslate();
  const format = useFormat();
  const instant = useEventTime();
  const more = person.distinctIdCount - Math.min(1, person.distinctIds.length);
  const name = personName(person);
  return (
    <TableRow hover data-testid="person-row">
      <TableCell sx={{ maxWidth: { xs: 190, md: 340 } }}>
        <PersonLink personId={person.personId}>{name}</PersonLink>
        <Box sx={{ ...ONE_LINE, fontSize: 12, lineHeight: '16px', color: 'text.secondary' }}>
          {person.distinctIds[0] !== name && (
            <Box component="span" sx={{ fontFamily: MONO_STACK, mr: 1 }}>
              {person.distinctIds[0]}
            </Box>
          )}
          {more > 0 && translate('gs.people.moreIds', { smart_count: more, count: format.number(more) })}
          {more === 0 && !person.identified && translate('gs.people.anonymous')}
        </Box>
      </TableCell>
      <TableCell sx={{ ...WIDE_ONLY, ...ONE_LINE, maxWidth: 300, color: 'text.secondary' }}>
        {propertySummary(person) || '–'}
      </TableCell>
      <TableCell align="right" sx={WIDE_ONLY}>
        {format.number(person.events)}
      </TableCell>
      <TableCell sx={{ ...INSTANT, ...WIDE_ONLY }}>{instant(person.firstSeen)}</TableCell>
      <TableCell sx={INSTANT}>{instant(person.lastSeen)}</TableCell>
    </TableRow>
  );
}
