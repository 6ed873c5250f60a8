import GalleryIcon from '@mui/icons-material/CollectionsOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { CampaignPerformanceRow } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';
import { useReport } from '../api/useReport.js';
import { performanceAsk } from '../campaigns/performance-ask.js';
import { type CampaignNode, useNodes } from '../campaigns/nodes/useNodes.js';
import { CsvButton } from '../feedback/CsvButton.js';
import { EmptyState } from '../feedback/EmptyState.js';
import { ErrorState } from '../feedback/ErrorState.js';
import { ReportBody, outdated } from '../feedback/ReportBody.js';
import { PageHeader } from '../layout/PageHeader.js';
import { Panel } from '../layout/Panel.js';
import { useUrlState } from '../layout/useUrlState.js';
import { useProject } from '../projects/ProjectContext.js';
import { PastDataNote } from '../range/PastDataNote.js';
import { RangeNote } from '../range/RangeNote.js';
import { RangePicker } from '../range/RangePicker.js';
import { useRange } from '../range/useRange.js';
import { CreativeCardView } from './CreativeCardView.js';
import { CreativeDrawer } from './CreativeDrawer.js';
import { CreativeFilters } from './CreativeFilters.js';
import {
  type CreativeFilter,
  type CreativeSort,
  MARKS,
  SORTS,
  cardsOf,
  filtered,
  sorted,
} from './creative-cards.js';

/** What advertisements look like, what came of each, and what may be said of it beyond chance. */
export function CreativesPage() {
  const translate = useTranslate();
  const { choice, days, anchor, isPast, setChoice } = useRange('28d');
  const query = performanceAsk(days, 'creative');
  const { project } = useProject();
  const report = useReport(query);
  const nodes = useNodes();
  return (
    <>
      <PageHeader
        title={translate('gs.creatives.title')}
        note={isPast ? <PastDataNote lastDay={anchor} /> : translate('gs.creatives.help')}
      />
      <Stack spacing={2}>
        <Stack direction="row" gap={1} flexWrap="wrap" alignItems="center">
          <RangePicker choice={choice} days={days} onChange={setChoice} />
          <RangeNote {...days} />
          <Box sx={{ flex: 1 }} />
          <CsvButton query={query} />
        </Stack>
        {report.error && <ErrorState error={report.error} onRetry={() => void report.refetch()} />}
        <ReportBody report={nodes} height={420}>
          {(tree) => (
            <Box {...outdated(report.isPlaceholderData)}>
              <Gallery
                rows={report.data?.rows ?? []}
                currency={report.data?.currency ?? project.currency}
                isLoading={report.isPending}
                nodes={tree}
                from={days.from}
              />
            </Box>
          )}
        </ReportBody>
      </Stack>
    </>
  );
}

interface GalleryProps {
  rows: readonly CampaignPerformanceRow[];
  currency: string;
  /** What advertisements look like is known before what came of them. */
  isLoading: boolean;
  nodes: CampaignNode[];
  from: string;
}

function Gallery({ rows, currency, isLoading, nodes, from }: GalleryProps) {
  const translate = useTranslate();
  const [params, change] = useUrlState();
  const { filter, sort } = settingsOf(params);
  const cards = cardsOf(rows, nodes);
  if (cards.length === 0)
    return isLoading ? (
      <Skeleton variant="rounded" height={420} />
    ) : (
      <Nothing title="emptyTitle" text="emptyText" />
    );
  const shown = sorted(filtered(cards, filter), sort);
  const opened = cards.find(({ key }) => key === params.get('creative'));
  return (
    <Stack spacing={2}>
      <CreativeFilters cards={cards} filter={filter} sort={sort} onChange={change} />
      <Typography variant="caption" color="text.secondary" role="status" data-testid="creative-count">
        {translate('gs.creatives.count', { smart_count: shown.length, all: cards.length })}
      </Typography>
      {shown.length === 0 && (
        <Nothing title="noneTitle" text="noneText">
          <Button onClick={() => change({ q: null, platform: null, type: null, tag: null, mark: null })}>
            {translate('gs.creatives.clear')}
          </Button>
        </Nothing>
      )}
      <Box
        component="ul"
        sx={{
          ...{ display: 'grid', gap: 2, p: 0, m: 0, listStyle: 'none' },
          gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 280px), 1fr))',
        }}
      >
        {shown.map((card) => (
          <CreativeCardView
            key={card.key}
            card={card}
            currency={currency}
            isLoading={isLoading}
            onOpen={() => change({ creative: card.key })}
          />
        ))}
      </Box>
      {opened && (
        <CreativeDrawer
          {...{ card: opened, nodes, from, currency, isLoading }}
          onClose={() => change({ creative: null })}
        />
      )}
    </Stack>
  );
}

/** From the address; what it does not name is as at first. */
function settingsOf(params: URLSearchParams): { filter: CreativeFilter; sort: CreativeSort } {
  const text = (name: string) => params.get(name) ?? '';
  const mark = MARKS.find((name) => name === params.get('mark')) ?? 'all';
  const filter = { q: text('q'), platform: text('platform'), type: text('type'), tag: text('tag'), mark };
  return { filter, sort: SORTS.find((name) => name === params.get('sort')) ?? 'spend' };
}

function Nothing({ title, text, children }: { title: string; text: string; children?: React.ReactNode }) {
  const translate = useTranslate();
  return (
    <Panel>
      <EmptyState
        icon={<GalleryIcon sx={{ fontSize: 40, color: 'text.secondary' }} />}
        title={translate(`gs.creatives.${title}`)}
        text={translate(`gs.creatives.${text}`)}
        testId="creatives-empty"
      >
        {children}
      </EmptyState>
    </Panel>
  );
}
