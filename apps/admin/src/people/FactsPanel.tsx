import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useEventTime } from '../i18n/useEventTime.js';
import { useFormat } from '../i18n/useFormat.js';
import { Panel } from '../layout/Panel.js';
import type { Person } from './types.js';

export function FactsPanel({ person }: { person: Person }) {
  const translate = useTranslate();
  const format = useFormat();
  const instant = useEventTime();
  const facts = [
    ['gs.people.firstSeen', instant(person.firstSeen)],
    ['gs.people.lastSeen', instant(person.lastSeen)],
    ['gs.people.events', format.number(person.events)],
  ] as const;
  return (
    <Panel testId="person-facts">
      <Box
        component="dl"
        sx={{ display: 'grid', gridTemplateColumns: 'auto 1fr', rowGap: 0.5, columnGap: 2, m: 0 }}
      >
        {facts.map(([label, value]) => (
          <Box key={label} sx={{ display: 'contents' }}>
            <Typography component="dt" color="text.secondary">
              {translate(label)}
            </Typography>
            <Typography component="dd" sx={{ m: 0, textAlign: 'right' }}>
              {value}
            </Typography>
          </Box>
        ))}
      </Box>
    </Panel>
  );
}
