import AddIcon from '@mui/icons-material/Add';
import OutboxIcon from '@mui/icons-material/OutboxOutlined';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { EmptyState } from '../feedback/EmptyState.js';
import { ReportBody } from '../feedback/ReportBody.js';
import { PageHeader } from '../layout/PageHeader.js';
import { Panel } from '../layout/Panel.js';
import { useMayCampaign } from '../links/useLinks.js';
import { DestinationDialog } from './DestinationDialog.js';
import { DestinationsTable } from './DestinationsTable.js';
import { DryRunDialog } from './DryRunDialog.js';
import { OutboxPanel } from './OutboxPanel.js';
import { PausedNotes } from './PausedNotes.js';
import type { Destination } from './types.js';
import { useDestinations } from './useConversions.js';

/** Networks that are told of conversions, and what became of each. */
export function ConversionsPage() {
  const translate = useTranslate();
  const mayWrite = useMayCampaign();
  const destinations = useDestinations();
  const [edited, setEdited] = useState<Destination | 'new' | null>(null);
  const [tried, setTried] = useState<Destination | null>(null);
  const newButton = mayWrite && (
    <Button
      variant="contained"
      startIcon={<AddIcon />}
      onClick={() => setEdited('new')}
      data-testid="new-destination"
    >
      {translate('gs.conversions.new')}
    </Button>
  );
  return (
    <>
      <PageHeader title={translate('gs.conversions.title')} note={translate('gs.conversions.help')}>
        {(destinations.data?.length ?? 0) > 0 && newButton}
      </PageHeader>
      <ReportBody report={destinations} height={320}>
        {(found) =>
          found.length === 0 ? (
            <Panel>
              <EmptyState
                icon={<OutboxIcon sx={{ fontSize: 40, color: 'text.secondary' }} />}
                title={translate('gs.conversions.empty')}
                text={translate(mayWrite ? 'gs.conversions.emptyText' : 'gs.conversions.emptyRead')}
              >
                {newButton}
              </EmptyState>
            </Panel>
          ) : (
            <Stack spacing={2}>
              <PausedNotes destinations={found} />
              <Panel title={translate('gs.conversions.destinations')} isFlush>
                <DestinationsTable destinations={found} onEdit={setEdited} onDryRun={setTried} />
              </Panel>
              <OutboxPanel destinations={found} />
            </Stack>
          )
        }
      </ReportBody>
      {edited && (
        <DestinationDialog destination={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
      {tried && <DryRunDialog destination={tried} onClose={() => setTried(null)} />}
    </>
  );
}
