import GalleryIcon from '@mui/icons-material/CollectionsOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { CampaignPerformanceAnswer } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';
import { useReport } from '../api/useReport.js';
import { performanceAsk } from '../campaigns/performance-ask.js';
import { type CampaignNode, useNodes } from '../campaigns/nodes/useNodes.js';
import { CsvButton } from '../feedback/CsvButton.js';
import { EmptyState } from '../feedback/EmptyState.js';
import { ReportBody, outdated } from '../feedback/ReportBody.js';
import { PageHeader } from '../layout/PageHeader.js';
import { Panel } from '../layout/Panel.js';
import { useUrlState } from '../layout/useUrlState.js';
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
        <ReportBody report={nodes} height={420}>
          {(tree) => (
            <ReportBody report={report} height={420}>
              {(answer) => (
                <Box {...outdated(report.isPlaceholderData)}>
                  <Gallery answer={answer} nodes={tree} from={days.from} />
                </Box>
              )}
            </ReportBody>
          )}
        </ReportBody>
      </Stack>
    </>
  );
}

interface GalleryProps {
  answer: CampaignPerformanceAnswer;
  nodes: CampaignNode[];
  from: string;
}

function Gallery({ answer, nodes, from }: GalleryProps) {
  const translate = useTranslate();
  const [params, change] = useUrlState();
  const { filter, sort } = settingsOf(params);
  const cards = cardsOf(answer.rows, nodes);
  if (cards.length === 0) return <Nothing title="emptyTitle" text="emptyText" />;
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
            currency={answer.currency}
            onOpen={() => change({ creative: card.key })}
          />
        ))}
      </Box>
      {opened && (
        <CreativeDrawer
          {...{ card: opened, nodes, from, currency: answer.currency }}
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
