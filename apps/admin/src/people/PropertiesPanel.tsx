import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { Panel } from '../layout/Panel.js';
import { valueText } from './person-name.js';

export function PropertiesPanel({ properties }: { properties: Record<string, unknown> }) {
  const translate = useTranslate();
  const entries = Object.entries(properties).sort(([a], [b]) => a.localeCompare(b));
  return (
    <Panel title={translate('gs.people.properties')} testId="person-properties">
      {entries.length === 0 && (
        <Typography color="text.secondary">{translate('gs.people.noProperties')}</Typography>
      )}
      <Box component="dl" sx={{ m: 0, maxHeight: 420, overflow: 'auto' }}>
        {entries.map(([key, value]) => (
          <Box
            key={key}
            sx={{
              display: 'flex',
              gap: 2,
              py: '4px',
              borderTop: 1,
              borderColor: 'divider',
              '&:first-of-type': { borderTop: 0 },
            }}
          >
            <Typography
              component="dt"
              color="text.secondary"
              sx={{ flex: '0 0 40%', overflowWrap: 'anywhere' }}
            >
              {key}
            </Typography>
            <Typography component="dd" sx={{ m: 0, flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
              {valueText(value)}
            </Typography>
          </Box>
        ))}
      </Box>
    </Panel>
  );
}
