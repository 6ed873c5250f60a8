import type { PeopleAnswer, PersonBehind } from '@groundswell/contracts';
import Box from '@mui/material/Box';
import TablePagination from '@mui/material/TablePagination';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { outdated } from '../feedback/ReportBody.js';
import { useEventTime } from '../i18n/useEventTime.js';
import { useFormat } from '../i18n/useFormat.js';
import { PersonLink } from '../people/PersonLink.js';
import { personName, propertySummary } from '../people/person-name.js';

interface Props {
  answer: PeopleAnswer;
  isOutdated: boolean;
  onPage(page: number): void;
}

/** A page of people; each name leads to what that person did. */
export function BehindList({ answer, isOutdated, onPage }: Props) {
  const translate = useTranslate();
  const format = useFormat();
  const { data, total, page, perPage } = answer;
  const { sx, ...busy } = outdated(isOutdated);
  return (
    <>
      <Box
        component="ul"
        {...busy}
        aria-label={translate('gs.people.title')}
        sx={{ ...sx, listStyle: 'none', m: 0, p: 0, overflowY: 'auto', flex: 1 }}
      >
        {data.map((person) => (
          <Row key={person.personId} person={person} />
        ))}
      </Box>
      {total > perPage && (
        <TablePagination
          component="div"
          count={total}
          page={page - 1}
          rowsPerPage={perPage}
          rowsPerPageOptions={[]}
          onPageChange={(_event, next) => onPage(next + 1)}
          labelDisplayedRows={({ from, to, count }) =>
            translate('ra.navigation.page_range_info', {
              offsetBegin: format.number(from),
              offsetEnd: format.number(to),
              total: format.number(count),
            })
          }
          getItemAriaLabel={(type) => translate(`ra.navigation.${type}`)}
          sx={{ borderTop: 1, borderColor: 'divider', flexShrink: 0 }}
        />
      )}
    </>
  );
}

function Row({ person }: { person: PersonBehind }) {
  const translate = useTranslate();
  const timeOf = useEventTime();
  const facts = [
    propertySummary(person, 2),
    person.lastSeen && translate('gs.behind.lastSeen', { when: timeOf(person.lastSeen) }),
  ];
  return (
    <Box
      component="li"
      data-testid="behind-person"
      sx={{
        px: 2,
        py: 0.75,
        borderBottom: 1,
        borderColor: 'divider',
        '&:hover': { bgcolor: 'action.hover' },
      }}
    >
      <PersonLink personId={person.personId}>{personName(person)}</PersonLink>
      <Typography variant="caption" component="p" color="text.secondary" noWrap>
        {facts.filter(Boolean).join(' · ') || '–'}
      </Typography>
    </Box>
  );
}
