import type { Link } from '@groundswell/contracts';
import AddIcon from '@mui/icons-material/Add';
import LinkIcon from '@mui/icons-material/LinkOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { CsvFileButton } from '../feedback/CsvButton.js';
import { ConfirmDialog } from '../feedback/ConfirmDialog.js';
import { EmptyState } from '../feedback/EmptyState.js';
import { ReportBody } from '../feedback/ReportBody.js';
import { PageHeader } from '../layout/PageHeader.js';
import { Panel } from '../layout/Panel.js';
import { RangeNote } from '../range/RangeNote.js';
import { RangePicker } from '../range/RangePicker.js';
import { useRange } from '../range/useRange.js';
import { linksCsv } from './links-csv.js';
import { LinkDialog } from './LinkDialog.js';
import { LinkRow, useIsPhone } from './LinkRow.js';
import { useLinkStats, useLinks, useLinkWrites, useMayCampaign } from './useLinks.js';

/** Tracking links, and who came by them. */
export function LinksPage() {
  const translate = useTranslate();
  const links = useLinks();
  const mayWrite = useMayCampaign();
  const { choice, days, setChoice } = useRange('28d');
  const [edited, setEdited] = useState<Link | 'new' | null>(null);
  const newButton = mayWrite && (
    <Button
      variant="contained"
      startIcon={<AddIcon />}
      onClick={() => setEdited('new')}
      data-testid="new-link"
    >
      {translate('gs.links.new')}
    </Button>
  );
  return (
    <>
      <PageHeader title={translate('gs.links.title')} note={translate('gs.links.help')}>
        {newButton}
      </PageHeader>
      <Stack spacing={2}>
        <Stack direction="row" gap={1} flexWrap="wrap" alignItems="center">
          <RangePicker choice={choice} days={days} onChange={setChoice} />
          <RangeNote {...days} />
          <Box sx={{ flex: 1 }} />
          <LinksCsv links={links.data ?? []} days={days} />
        </Stack>
        <ReportBody report={links} height={320}>
          {(found) => (
            <Panel isFlush>
              {found.length > 0 ? (
                <LinksList links={found} days={days} onEdit={setEdited} />
              ) : (
                <EmptyState
                  icon={<LinkIcon sx={{ fontSize: 40, color: 'text.secondary' }} />}
                  title={translate('gs.links.empty')}
                  text={translate('gs.links.emptyText')}
                />
              )}
            </Panel>
          )}
        </ReportBody>
      </Stack>
      {edited && <LinkDialog link={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </>
  );
}

/** Once it is known what the links counted. */
function LinksCsv({ links, days }: Pick<ListProps, 'links' | 'days'>) {
  const { data: stats } = useLinkStats(days);
  if (links.length === 0 || !stats) return null;
  const { origin } = window.location;
  return (
    <CsvFileButton
      name={`links-${days.from}-${days.to}`}
      fetch={() => Promise.resolve(linksCsv(links, stats, origin))}
    />
  );
}

interface ListProps {
  links: Link[];
  days: { from: string; to: string };
  onEdit(link: Link): void;
}

const COLUMNS = ['name', 'clicks', 'people', 'signUps', 'active', 'share'] as const;
const NUMBERS: readonly string[] = ['clicks', 'people', 'signUps'];
const NOTHING = { clicks: 0, people: 0, signUps: 0 };

function LinksList({ links, days, onEdit }: ListProps) {
  const translate = useTranslate();
  const stats = useLinkStats(days);
  const isPhone = useIsPhone();
  const { remove } = useLinkWrites();
  const [deleted, setDeleted] = useState<Link | null>(null);
  const label = translate('gs.links.title');
  return (
    <>
      <TableContainer tabIndex={0} role="region" aria-label={label}>
        <Table size="small" aria-label={label} data-testid="links-table">
          <TableHead>
            <TableRow>
              {COLUMNS.slice(0, isPhone ? 4 : COLUMNS.length).map((column) => (
                <TableCell key={column} align={NUMBERS.includes(column) ? 'right' : 'left'}>
                  {translate(`gs.links.${column}`)}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {links.map((link) => (
              <LinkRow
                key={link.id}
                link={link}
                stats={stats.data && (stats.data.get(link.id) ?? NOTHING)}
                onEdit={() => onEdit(link)}
                onDelete={() => setDeleted(link)}
              />
            ))}
          </TableBody>
        </Table>
      </TableContainer>
      {deleted && (
        <ConfirmDialog
          title={translate('gs.links.deleteTitle', { name: deleted.name })}
          text={translate('gs.links.deleteText')}
          confirm={translate('gs.action.delete')}
          isDangerous
          onConfirm={() => remove.mutateAsync(deleted.id)}
          onClose={() => setDeleted(null)}
        />
      )}
    </>
  );
}
