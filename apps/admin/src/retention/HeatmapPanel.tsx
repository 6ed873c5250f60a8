import type { RetentionAnswer, RetentionCohort } from '@groundswell/contracts';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import type { RetentionAsk } from '../api/useReport.js';
import { usePlatformName } from '../charts/usePlatformName.js';
import { SaveReportButton } from '../dashboards/SaveReportButton.js';
import { CsvButton } from '../feedback/CsvButton.js';
import { Panel } from '../layout/Panel.js';
import { Segmented } from '../layout/Segmented.js';
import { useUrlState } from '../layout/useUrlState.js';
import { PeopleBehind } from '../people-behind/PeopleBehind.js';
import { useOpenPeople } from '../people-behind/useBehind.js';
import { Heatmap } from './Heatmap.js';
import { HeatmapLegend } from './HeatmapLegend.js';
import { averageOf, highestReturn } from './grid.js';

type Shows = 'rates' | 'counts';

interface Props {
  query: RetentionAsk;
  answer: RetentionAnswer;
  groups: { key: string | null; cohorts: RetentionCohort[] }[];
}

/** The table of everybody, and under it one for each platform when they are compared. */
export function HeatmapPanel({ query, answer, groups }: Props) {
  const translate = useTranslate();
  const platformName = usePlatformName();
  const [params, change] = useUrlState();
  const shows: Shows = params.get('show') === 'counts' ? 'counts' : 'rates';
  const { period } = query;
  const open = useOpenPeople('retention');
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
      <SaveReportButton query={query} name={translate('gs.retention.title')} />
      <CsvButton query={query} />
    </Stack>
  );
  const isBrokenDown = groups.some(({ key }) => key !== null);
  return (
    <Panel title={translate('gs.retention.heatmap')} actions={actions} isFlush testId="retention-heatmap">
      {groups.map(({ key, cohorts }) => (
        <Box key={key ?? ''} sx={{ borderTop: isBrokenDown ? 1 : 0, borderColor: 'divider' }}>
          {isBrokenDown && (
            <Typography variant="h3" sx={{ px: 2, pt: 1.5, pb: 0.5 }}>
              {platformName(key)}
            </Typography>
          )}
          <Heatmap
            period={period}
            cohorts={cohorts}
            average={key === null ? answer.average : averageOf(cohorts)}
            shows={shows}
            onOpen={(cohort, n) => open({ cohort, breakdown: key, n, returned: true })}
          />
        </Box>
      ))}
      <Box sx={{ px: 2, py: 1.5, borderTop: 1, borderColor: 'divider' }}>
        <HeatmapLegend max={highestReturn(groups[0]?.cohorts ?? [])} />
      </Box>
      <PeopleBehind query={query} />
    </Panel>
  );
}
