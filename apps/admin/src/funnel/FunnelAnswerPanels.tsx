import { type FunnelAnswer, WINDOW_SECONDS } from '@groundswell/contracts';
import Stack from '@mui/material/Stack';
import { useRef } from 'react';
import { useTranslate } from 'react-admin';
import type { FunnelAsk } from '../api/useReport.js';
import { SaveTablesButton } from '../charts/SaveTablesButton.js';
import { SaveReportButton } from '../dashboards/SaveReportButton.js';
import { CsvButton } from '../feedback/CsvButton.js';
import { RowsCsvButton } from '../feedback/RowsCsvButton.js';
import { EmptyState } from '../feedback/EmptyState.js';
import { usePropertyName } from '../filters/useKnownNames.js';
import { Panel } from '../layout/Panel.js';
import type { Interval } from '../range/local-date.js';
import { useHasBefore } from '../range/useHasBefore.js';
import { PeopleBehind } from '../people-behind/PeopleBehind.js';
import { ConversionTimes } from './ConversionTimes.js';
import { FunnelGroups } from './FunnelGroups.js';
import { FunnelSteps } from './FunnelSteps.js';
import { FunnelTrend } from './FunnelTrend.js';

interface Props {
  query: FunnelAsk;
  answer: FunnelAnswer;
  interval: Interval;
  anchor: string;
}

/** Steps, values of the breakdown, conversion over time, and how long it took. */
export function FunnelAnswerPanels({ query, answer, interval, anchor }: Props) {
  const translate = useTranslate();
  const propertyName = usePropertyName();
  const hasBefore = useHasBefore(query);
  const steps = useRef<HTMLDivElement>(null);
  const actions = (
    <Stack direction="row" gap={1} flexWrap="wrap">
      {answer.steps[0]?.users ? (
        <SaveTablesButton place={steps} label={translate('gs.funnel.stepsTitle')} />
      ) : null}
      <SaveReportButton query={query} name={translate('gs.funnel.title')} />
      <CsvButton query={query} />
    </Stack>
  );
  const [first] = answer.steps;
  const finished = answer.steps.at(-1)?.users ?? 0;
  if (!first?.users) {
    return (
      <Panel title={translate('gs.funnel.stepsTitle')} actions={actions}>
        <EmptyState title={translate('gs.funnel.nobodyTitle')} text={translate('gs.funnel.nobodyText')} />
      </Panel>
    );
  }
  return (
    <>
      <Panel title={translate('gs.funnel.stepsTitle')} actions={actions} isFlush testId="funnel-steps">
        <div ref={steps}>
          <FunnelSteps
            steps={answer.steps}
            before={(hasBefore && answer.previous?.steps) || null}
            isComplete={answer.complete}
            order={query.order}
          />
        </div>
      </Panel>
      {answer.groups && (
        <Panel
          title={translate('gs.funnel.groupsTitle', { property: propertyName(query.breakdown ?? '') })}
          isFlush
        >
          <FunnelGroups groups={answer.groups} property={query.breakdown ?? ''} />
        </Panel>
      )}
      {answer.trend && (
        <Panel
          title={translate('gs.funnel.trendTitle')}
          testId="funnel-trend"
          actions={<RowsCsvButton name={`funnel-trend-${query.from}-${query.to}`} rows={answer.trend} />}
        >
          <FunnelTrend
            trend={answer.trend}
            interval={interval}
            windowSeconds={query.window.value * WINDOW_SECONDS[query.window.unit]}
            lastStep={query.steps.length - 1}
            anchor={anchor}
          />
        </Panel>
      )}
      <PeopleBehind query={query} />
      {finished > 0 && (
        <Panel
          title={translate('gs.funnel.timesTitle')}
          testId="funnel-times"
          actions={
            <RowsCsvButton name={`funnel-times-${query.from}-${query.to}`} rows={answer.conversionTimes} />
          }
        >
          <ConversionTimes times={answer.conversionTimes} />
        </Panel>
      )}
    </>
  );
}
