import type { RetentionAnswer } from '@groundswell/contracts';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useRef } from 'react';
import { useTranslate } from 'react-admin';
import type { RetentionAsk } from '../api/useReport.js';
import { SaveTablesButton } from '../charts/SaveTablesButton.js';
import { SaveReportButton } from '../dashboards/SaveReportButton.js';
import { CsvButton } from '../feedback/CsvButton.js';
import { Panel } from '../layout/Panel.js';
import { Segmented } from '../layout/Segmented.js';
import { useUrlState } from '../layout/useUrlState.js';
import { PeopleBehind } from '../people-behind/PeopleBehind.js';
import { useOpenPeople } from '../people-behind/useBehind.js';
import { Heatmap } from './Heatmap.js';
import { HeatmapLegend } from './HeatmapLegend.js';
import { isCohortItself } from './column-names.js';
import { averageOf, highestReturn, wholeSizeOf } from './grid.js';
import type { Group } from './shown-groups.js';
import { useValueName } from '../filters/useValueName.js';

type Shows = 'rates' | 'counts';

interface Props {
  query: RetentionAsk;
  answer: RetentionAnswer;
  groups: Group[];
  /** Values of the breakdown that are not shown. */
  omitted?: number;
  /** Where two are compared: whose cohorts these are. */
  side?: { key: string; name: string };
}

/** The table of everybody, and under it one for each value of the breakdown. */
export function HeatmapPanel({ query, answer, groups, omitted = 0, side }: Props) {
  const translate = useTranslate();
  const valueName = useValueName(query.breakdown);
  const [params, change] = useUrlState();
  const shows: Shows = params.get('show') === 'counts' ? 'counts' : 'rates';
  const open = useOpenPeople('retention', side?.key);
  const title = translate('gs.retention.heatmap');
  const tables = useRef<HTMLDivElement>(null);
  const actions = (
    <Stack direction="row" gap={1} flexWrap="wrap">
      <Segmented<Shows>
        label={translate('gs.retention.values')}
        value={shows}
        options={(['rates', 'counts'] as const).map((value) => ({
          value,
          label: translate(`gs.retention.${value}`),
        }))}
        onChange={(value) => change({ show: value === 'rates' ? null : value })}
      />
      <SaveTablesButton place={tables} label={title} />
      <SaveReportButton query={query} name={translate('gs.retention.title')} />
      <CsvButton query={query} />
    </Stack>
  );
  return (
    <Panel
      title={side ? `${title}: ${side.name}` : title}
      actions={actions}
      isFlush
      testId={`retention-heatmap${side?.key ?? ''}`}
    >
      <Box ref={tables}>
        {groups.map(({ key, cohorts }) => (
          <Box key={key ?? ''} sx={{ borderTop: query.breakdown ? 1 : 0, borderColor: 'divider' }}>
            {query.breakdown && (
              <Typography variant="h3" sx={{ px: 2, pt: 1.5, pb: 0.5, overflowWrap: 'anywhere' }}>
                {valueName(key)}
              </Typography>
            )}
            <Heatmap
              columns={query}
              cohorts={cohorts}
              average={averageOf(answer, key)}
              size={wholeSizeOf(answer, key)}
              shows={shows}
              onOpen={(cohort, n) => open({ cohort, breakdown: key, n, returned: true })}
            />
          </Box>
        ))}
      </Box>
      <Stack
        direction="row"
        flexWrap="wrap"
        columnGap={3}
        rowGap={1}
        sx={{ px: 2, py: 1.5, borderTop: 1, borderColor: 'divider', color: 'text.secondary' }}
      >
        <HeatmapLegend max={highestReturn(groups[0]?.cohorts ?? [], (n) => !isCohortItself(query, n))} />
        <Typography variant="caption">
          {omitted > 0 && `${translate('gs.trends.more', { smart_count: omitted })} `}
          {translate('gs.behind.hint')}
        </Typography>
      </Stack>
      <PeopleBehind query={query} side={side?.key} />
    </Panel>
  );
}
