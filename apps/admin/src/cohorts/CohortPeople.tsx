import type { Cohort } from '@groundswell/contracts';
import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TablePagination from '@mui/material/TablePagination';
import TableRow from '@mui/material/TableRow';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { EmptyState } from '../feedback/EmptyState.js';
import { ReportBody, outdated } from '../feedback/ReportBody.js';
import { useEventTime } from '../i18n/useEventTime.js';
import { useFormat } from '../i18n/useFormat.js';
import { Panel } from '../layout/Panel.js';
import { PersonLink } from '../people/PersonLink.js';
import { personName, propertySummary } from '../people/person-name.js';
import { type CohortPerson, useCohortPeople } from './useCohorts.js';

const PER_PAGE = 25;

/** Who is in it. */
export function CohortPeople({ cohort }: { cohort: Cohort }) {
  const translate = useTranslate();
  const format = useFormat();
  const [page, setPage] = useState(1);
  const people = useCohortPeople(cohort.id, page, PER_PAGE);
  return (
    <ReportBody report={people} height={320}>
      {({ data, total }) => (
        <Panel
          isFlush
          testId="cohort-people"
          title={translate('gs.cohorts.people', { smart_count: total, count: format.number(total) })}
        >
          {total === 0 ? (
            <EmptyState title={translate('gs.cohorts.nobody')} text={translate('gs.cohorts.nobodyText')} />
          ) : (
            <Box {...outdated(people.isPlaceholderData)}>
              <PeopleRows people={data} />
              <TablePagination
                component="div"
                count={total}
                page={page - 1}
                rowsPerPage={PER_PAGE}
                rowsPerPageOptions={[PER_PAGE]}
                onPageChange={(_event, next) => setPage(next + 1)}
              />
            </Box>
          )}
        </Panel>
      )}
    </ReportBody>
  );
}

function PeopleRows({ people }: { people: CohortPerson[] }) {
  const translate = useTranslate();
  const timeOf = useEventTime();
  return (
    <TableContainer>
      <Table size="small" aria-label={translate('gs.cohorts.who')}>
        <TableHead>
          <TableRow>
            <TableCell>{translate('gs.people.person')}</TableCell>
            <TableCell sx={{ display: { xs: 'none', md: 'table-cell' } }}>
              {translate('gs.people.properties')}
            </TableCell>
            <TableCell>{translate('gs.people.lastSeen')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {people.map((person) => (
            <TableRow key={person.personId} hover>
              <TableCell sx={{ maxWidth: { xs: 190, md: 340 } }}>
                <PersonLink personId={person.personId}>{personName(person)}</PersonLink>
              </TableCell>
              <TableCell
                sx={{
                  ...{ display: { xs: 'none', md: 'table-cell' }, maxWidth: 300, color: 'text.secondary' },
                  ...{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
                }}
              >
                {propertySummary(person) || '–'}
              </TableCell>
              <TableCell sx={{ whiteSpace: 'nowrap', color: 'text.secondary' }}>
                {timeOf(person.lastSeen)}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
