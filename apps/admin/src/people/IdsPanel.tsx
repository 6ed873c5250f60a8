import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';
import { Panel } from '../layout/Panel.js';
import { MONO_STACK } from '../theme/tokens.js';
import type { Person } from './types.js';

/** The ids under which a person sends events. */
export function IdsPanel({ person }: { person: Person }) {
  const translate = useTranslate();
  const format = useFormat();
  const hidden = person.distinctIdCount - person.distinctIds.length;
  return (
    <Panel
      title={translate('gs.people.ids')}
      actions={<Typography color="text.secondary">{format.number(person.distinctIdCount)}</Typography>}
      testId="person-ids"
    >
      <Box
        component="ul"
        tabIndex={person.distinctIds.length > 8 ? 0 : undefined}
        sx={{ m: 0, p: 0, listStyle: 'none', maxHeight: 220, overflow: 'auto' }}
      >
        {person.distinctIds.map((id) => (
          <Box
            component="li"
            key={id}
            sx={{
              fontFamily: MONO_STACK,
              fontSize: 12,
              lineHeight: '20px',
              overflowWrap: 'anywhere',
              py: '2px',
            }}
          >
            {id}
          </Box>
        ))}
      </Box>
      {hidden > 0 && (
        <Typography variant="body2" color="text.secondary" sx={{ mt: 1 }}>
          {translate('gs.people.moreIds', { smart_count: hidden, count: format.number(hidden) })}
        </Typography>
      )}
    </Panel>
  );
}
