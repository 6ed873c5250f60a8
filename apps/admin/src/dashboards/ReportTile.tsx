import type { Annotation, PeopleCell, PeopleKind, ReportDays, ShownTile } from '@groundswell/contracts';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { request, requestText } from '../api/http.js';
import type { ReportQuery } from '../api/useReport.js';
import { CsvButton, CsvFileButton } from '../feedback/CsvButton.js';
import { ReportBody } from '../feedback/ReportBody.js';
import { SourceNote } from '../feedback/SourceNote.js';
import { Panel } from '../layout/Panel.js';
import { PeopleBehind } from '../people-behind/PeopleBehind.js';
import { useOpenPeople } from '../people-behind/useBehind.js';
import { todayIn } from '../range/local-date.js';
import { anchorOf } from '../range/range.js';
import { TileChart } from './TileChart.js';
import { TileTable } from './TileTable.js';
import { type TileAnswer, isCharted } from './tile-answer.js';
import { OPENS_CHART, chartCell, isPeopleAsk, tableCell } from './tile-cells.js';

interface Props {
  tile: ShownTile;
  /** Where its answer is asked for. */
  path: string;
  project: { timeZone: string; lastDay: string | null };
  actions?: ReactNode;
  annotations?: readonly Annotation[];
  /** Its question, for those who may ask it: the people behind its numbers. */
  query?: ReportQuery;
}

const NONE: readonly Annotation[] = [];

const FRESH_MS = 30_000;

/** A saved report, asked now. */
export function ReportTile({ tile, path, project, actions, annotations = NONE, query }: Props) {
  const report = useQuery({
    queryKey: ['reportAnswer', path],
    queryFn: ({ signal }) => request<TileAnswer & ReportDays>(path, { signal }),
    staleTime: FRESH_MS,
  });
  const anchor = anchorOf(project.lastDay, todayIn(project.timeZone));
  return (
    <Box sx={{ gridColumn: { md: tile.width === 'full' ? '1 / -1' : 'auto' }, minWidth: 0 }}>
      <Panel title={tile.name} actions={actions} testId="tile">
        <ReportBody report={report} height={240}>
          {(answer) => (
            <>
              <Shown {...{ tile, answer, anchor, annotations }} query={query && withDays(query, answer)} />
              <Stack direction="row" alignItems="center" justifyContent="space-between" sx={{ mt: 1 }}>
                <SourceNote answer={answer} />
                {query ? (
                  <CsvButton isSmall query={withDays(query, answer)} />
                ) : (
                  <CsvFileButton isSmall name={tile.name} fetch={() => requestText(`${path}?format=csv`)} />
                )}
              </Stack>
            </>
          )}
        </ReportBody>
      </Panel>
    </Box>
  );
}

function withDays<Query extends ReportQuery>(query: Query, { days }: ReportDays): Query {
  return { ...query, ...days };
}

interface ShownProps extends Required<Pick<Props, 'tile' | 'annotations'>> {
  answer: TileAnswer;
  anchor: string;
  /** With the days of the answer. */
  query: ReportQuery | undefined;
}

/** As a chart or as a table; numbers of people open them. */
function Shown({ tile, answer, anchor, annotations, query }: ShownProps) {
  const side = String(tile.reportId);
  const open = useOpenPeople(answer.kind as PeopleKind, side);
  const asked = query && isPeopleAsk(query) ? query : null;
  const openCell = (cell: PeopleCell | null) => cell && open(cell);
  const drawn = tile.display === 'chart' && isCharted(answer) ? answer : null;
  const opensChart = asked !== null && OPENS_CHART.includes(answer.kind);
  return (
    <>
      {drawn ? (
        <TileChart
          {...{ tile, anchor, annotations }}
          answer={drawn}
          onOpen={opensChart ? (bucket, height) => openCell(chartCell(drawn, bucket, height)) : undefined}
        />
      ) : (
        <TileTable
          answer={answer}
          name={tile.name}
          opener={(column, row) => {
            const cell = asked && tableCell(asked.kind, column, row);
            return cell && (() => openCell(cell));
          }}
        />
      )}
      {asked && <PeopleBehind query={asked} side={side} />}
    </>
  );
}

/** Two columns where there is room. */
export function TileGrid({ children }: { children: ReactNode }) {
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', md: '1fr 1fr' }, gap: 2 }}>{children}</Box>
  );
}
