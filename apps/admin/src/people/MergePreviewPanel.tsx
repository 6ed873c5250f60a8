import SwapIcon from '@mui/icons-material/SwapVert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';
import { useTokens } from '../theme/useTokens.js';
import { personName, valueText } from './person-name.js';
import type { MergePreview, Person } from './types.js';

/** Who goes into whom, the person that they will be, and what of the properties gives way. */
export function MergePreviewPanel({ preview, onSwap }: { preview: MergePreview; onSwap(): void }) {
  const translate = useTranslate();
  const { line } = useTokens();
  const { from, into, result, conflicts } = preview;
  return (
    <Box
      data-testid="merge-preview"
      sx={{ border: `1px solid ${line}`, borderRadius: 1, overflow: 'hidden' }}
    >
      <Side label={translate('gs.people.goes')} person={from} />
      <Side label={translate('gs.people.stays')} person={into}>
        <Button color="inherit" startIcon={<SwapIcon fontSize="small" />} onClick={onSwap}>
          {translate('gs.people.swap')}
        </Button>
      </Side>
      <Side label={translate('gs.people.together')} person={result} isResult />
      {conflicts.length > 0 && <Conflicts conflicts={conflicts} />}
    </Box>
  );
}

interface SideProps {
  label: string;
  person: Person;
  isResult?: boolean;
  children?: ReactNode;
}

function Side({ label, person, isResult, children }: SideProps) {
  const translate = useTranslate();
  const format = useFormat();
  const { sunken, line } = useTokens();
  const seen = [person.firstSeen, person.lastSeen].map((iso) => (iso ? format.date(iso) : '–')).join(' – ');
  const ids = translate('gs.people.idCount', {
    smart_count: person.distinctIdCount,
    count: format.number(person.distinctIdCount),
  });
  const events = translate('gs.people.eventCount', {
    smart_count: person.events,
    count: format.number(person.events),
  });
  return (
    <Stack
      direction="row"
      alignItems="center"
      gap={1}
      sx={{
        px: 1.5,
        py: 1,
        borderBottom: isResult ? 0 : `1px solid ${line}`,
        bgcolor: isResult ? sunken : undefined,
      }}
    >
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography variant="caption" color="text.secondary" component="div">
          {label}
        </Typography>
        <Box sx={{ fontWeight: 600, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
          {personName(person)}
        </Box>
        <Box sx={{ fontSize: 12, color: 'text.secondary' }}>{`${ids} · ${events} · ${seen}`}</Box>
      </Box>
      {children}
    </Stack>
  );
}

function Conflicts({ conflicts }: { conflicts: MergePreview['conflicts'] }) {
  const translate = useTranslate();
  const { line } = useTokens();
  return (
    <Box sx={{ borderTop: `1px solid ${line}`, maxHeight: 220, overflow: 'auto' }}>
      <Table size="small" aria-label={translate('gs.people.conflicts')}>
        <TableHead>
          <TableRow>
            <TableCell>{translate('gs.people.conflicts')}</TableCell>
            <TableCell>{translate('gs.people.kept')}</TableCell>
            <TableCell>{translate('gs.people.hidden')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {conflicts.map(({ property, from, kept }) => (
            <TableRow key={property}>
              <TableCell sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>{property}</TableCell>
              <TableCell sx={{ overflowWrap: 'anywhere' }}>{valueText(kept)}</TableCell>
              <TableCell
                sx={{ overflowWrap: 'anywhere', color: 'text.secondary', textDecoration: 'line-through' }}
              >
                {valueText(from)}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}
