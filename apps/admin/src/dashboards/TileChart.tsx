import type { Annotation, PathsAnswer, PeopleCell, ShownTile } from '@groundswell/contracts';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { EChartsCoreOption } from 'echarts/core';
import { useTranslate } from 'react-admin';
import { EChart } from '../charts/EChart.js';
import { markAnnotations } from '../charts/annotations/mark-annotations.js';
import type { Pick } from '../charts/usePick.js';
import { PathsChart } from '../paths/PathsChart.js';
import { isDay, lastDayOf } from '../range/local-date.js';
import { useScheme } from '../theme/useTokens.js';
import type { ChartedAnswer, DrawnAnswer } from './tile-answer.js';
import { barCell, chartCell } from './tile-cells.js';
import { legendOf } from './tile-legend.js';
import { intervalOf, useTileOption } from './useTileOption.js';

interface Props<Answer> {
  tile: ShownTile;
  answer: Answer;
  /** Where the project's data ends. */
  anchor: string;
  /** Those of the project; a link shows none. */
  annotations: readonly Annotation[];
  /** Opens the people behind what is drawn. */
  onOpen?(cell: PeopleCell | null): void;
}

const HEIGHT = 240;
/** Of a column of paths: a tile is lower than their page. */
const MOST_NAMES = 5;

const testIdOf = ({ reportId }: ShownTile) => `tile-chart-${reportId}`;

/** The same chart as on the report's own page, smaller. */
export function TileChart({ answer, ...rest }: Props<ChartedAnswer>) {
  if (answer.kind === 'paths') return <Paths {...rest} answer={answer} />;
  return <Drawn {...rest} answer={answer} />;
}

function Paths({ tile, answer, onOpen }: Props<PathsAnswer>) {
  return (
    <PathsChart
      answer={answer}
      label={tile.name}
      height={HEIGHT}
      most={MOST_NAMES}
      testId={testIdOf(tile)}
      onOpen={onOpen}
    />
  );
}

function Drawn({ tile, answer, anchor, annotations, onOpen }: Props<DrawnAnswer>) {
  const translate = useTranslate();
  const scheme = useScheme();
  const option = useTileOption(tile, answer, anchor);
  const places = placesOf(option);
  const buckets = places.every(isDay) ? places : [];
  const last = buckets.at(-1);
  const marked = markAnnotations(option, {
    annotations,
    buckets,
    lastDay: last ? lastDayOf(intervalOf(tile), last) : '',
    scheme,
    kindName: (kind) => translate(`gs.annotations.${kind}`),
  });
  const names = tile.kind === 'retention' && !tile.breakdown ? [] : legendOf(option);
  // Bars stand in their order; of lines the last is the one on top.
  const legend = answer.kind === 'funnel' ? [...names].reverse() : names;
  const isByBar = answer.kind === 'funnel' && answer.groups !== undefined;
  const pick = ({ index, value }: Pick) => {
    // Which of the bars beside each other was meant says the bar; the keyboard chooses all of a step.
    if (isByBar && value !== null) return;
    onOpen?.(chartCell(answer, places[index] ?? '', value, index));
  };
  return (
    <>
      <EChart
        option={marked}
        height={HEIGHT}
        label={tile.name}
        testId={testIdOf(tile)}
        onPick={onOpen && pick}
        onPickItem={onOpen && isByBar ? (data) => onOpen(barCell(data)) : undefined}
      />
      <Legend items={legend} />
    </>
  );
}

/** What stands on the axis: days, of a chart over time. */
function placesOf({ xAxis }: EChartsCoreOption): string[] {
  return (xAxis as { data?: string[] }).data ?? [];
}

function Legend({ items }: { items: { name: string; color: string }[] }) {
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, mt: 1 }}>
      {items.map(({ name, color }) => (
        <Typography key={name} variant="caption" sx={{ display: 'flex', alignItems: 'center', gap: 0.75 }}>
          <Box component="span" sx={{ width: 14, height: 3, borderRadius: 2, bgcolor: color }} />
          {name}
        </Typography>
      ))}
    </Box>
  );
}
