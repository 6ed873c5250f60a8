import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslate } from 'react-admin';
import { request } from '../api/http.js';
import type { Page } from '../api/types.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { useFormat } from '../i18n/useFormat.js';
import { useProject } from '../projects/ProjectContext.js';
import { MONO_STACK } from '../theme/tokens.js';
import { personName } from './person-name.js';
import type { Person } from './types.js';

/** Finds somebody by the start of one of their ids. */
export function PersonField({
  value,
  notPersonId,
  onChange,
}: {
  value: Person | null;
  notPersonId: number;
  onChange(person: Person | null): void;
}) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const [text, setText] = useState('');
  const { data, error, isFetching, isCurrent } = useFound(text);
  // Of an answer to what was typed before somebody would be taken whom nobody means.
  const found = isCurrent ? (data?.data ?? []) : [];
  const options = found.filter(({ personId }) => personId !== notPersonId);
  return (
    <Autocomplete
      options={options}
      value={value}
      loading={isFetching || !isCurrent}
      filterOptions={(all) => all}
      getOptionKey={({ personId }) => personId}
      getOptionLabel={personName}
      isOptionEqualToValue={(one, other) => one.personId === other.personId}
      noOptionsText={error ? errorText(error) : translate('gs.people.noMatch')}
      loadingText={translate('gs.people.searching')}
      onChange={(_event, person) => onChange(person)}
      onInputChange={(_event, typed, reason) => reason !== 'reset' && setText(typed)}
      renderInput={(props) => (
        <TextField
          {...props}
          autoFocus
          label={translate('gs.people.other')}
          helperText={translate('gs.people.otherHelp')}
        />
      )}
      renderOption={({ key, ...props }, person) => (
        <Box component="li" key={key} {...props}>
          <OptionText person={person} />
        </Box>
      )}
    />
  );
}

function OptionText({ person }: { person: Person }) {
  const format = useFormat();
  const seen = person.lastSeen ? format.date(person.lastSeen) : '–';
  return (
    <Box sx={{ minWidth: 0, width: '100%' }}>
      <Box sx={{ fontWeight: 600, overflow: 'hidden', textOverflow: 'ellipsis' }}>{personName(person)}</Box>
      <Box sx={{ display: 'flex', gap: 1, fontSize: 12, color: 'text.secondary' }}>
        <Box
          sx={{
            fontFamily: MONO_STACK,
            flex: 1,
            minWidth: 0,
            overflow: 'hidden',
            textOverflow: 'ellipsis',
            whiteSpace: 'nowrap',
          }}
        >
          {person.distinctIds.join(', ')}
        </Box>
        <span>{seen}</span>
      </Box>
    </Box>
  );
}

function useFound(text: string) {
  const { project } = useProject();
  const q = useDeferredValue(text.trim());
  const found = useQuery({
    queryKey: ['people', project.id, 'found', q],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ perPage: '10', ...(q && { filter: JSON.stringify({ q }) }) });
      return request<Page<Person>>(`projects/${project.id}/persons?${query}`, { signal });
    },
  });
  return { ...found, isCurrent: q === text.trim() };
}
