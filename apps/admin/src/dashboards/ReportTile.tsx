import type {
  Annotation,
  PeopleCell,
  PeopleKind,
  ReportDays,
  ReportDisplay,
  ShownTile,
} from '@groundswell/contracts';
import ChartIcon from '@mui/icons-material/BarChartOutlined';
import TableIcon from '@mui/icons-material/TableRowsOutlined';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Stack from '@mui/material/Stack';
import Tooltip from '@mui/material/Tooltip';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslate } from 'react-admin';
import { request, requestText } from '../api/http.js';
import type { ReportQuery } from '../api/useReport.js';
import { SaveTablesButton } from '../charts/SaveTablesButton.js';
import { CsvButton, CsvFileButton } from '../feedback/CsvButton.js';
import { EmptyState } from '../feedback/EmptyState.js';
import { ReportBody } from '../feedback/ReportBody.js';
import { SourceNote } from '../feedback/SourceNote.js';
import { Panel } from '../layout/Panel.js';
import { PeopleBehind } from '../people-behind/PeopleBehind.js';
import { useOpenPeople } from '../people-behind/useBehind.js';
import { todayIn } from '../range/local-date.js';
import { anchorOf } from '../range/range.js';
import { TileChart } from './TileChart.js';
import { TileHeatmap } from './TileHeatmap.js';
import { TileTable } from './TileTable.js';
import { type TileAnswer, isBare, isCharted } from './tile-answer.js';
import { OPENS_CHART, isPeopleAsk, tableCell } from './tile-cells.js';

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
            <Answered
              {...{ tile, answer, anchor, annotations }}
              query={query && withDays(query, answer)}
              csvPath={`${path}?format=csv`}
            />
          )}
        </ReportBody>
      </Panel>
    </Box>
  );
}

function withDays<Query extends ReportQuery>(query: Query, { days }: ReportDays): Query {
  return { ...query, ...days };
}

interface AnsweredProps extends Required<Pick<Props, 'tile' | 'annotations'>> {
  answer: TileAnswer;
  anchor: string;
  /** With the days of the answer. */
  query: ReportQuery | undefined;
  /** Of the answer as a file, where there is no question to ask by. */
  csvPath: string;
}

/** As a chart or as a table, whichever is wished at the moment, and both as files. */
function Answered({ csvPath, ...shown }: AnsweredProps) {
  const { tile, answer, query } = shown;
  const [display, setDisplay] = useState(tile.display);
  const place = useRef<HTMLDivElement>(null);
  const hasChart = isCharted(answer);
  const isTable = display === 'table' || !hasChart;
  return (
    <>
      <div ref={place}>
        <Shown {...shown} isTable={isTable} />
      </div>
      <Stack direction="row" alignItems="center" sx={{ mt: 1 }}>
        <Box sx={{ flex: 1 }}>
          <SourceNote answer={answer} />
        </Box>
        {hasChart && <DisplaySwitch isTable={isTable} onChange={setDisplay} />}
        {isTable && <SaveTablesButton place={place} label={tile.name} />}
        {query ? (
          <CsvButton isSmall query={query} />
        ) : (
          <CsvFileButton isSmall name={tile.name} fetch={() => requestText(csvPath)} />
        )}
      </Stack>
    </>
  );
}

interface DisplaySwitchProps {
  isTable: boolean;
  onChange(display: ReportDisplay): void;
}

/** For this visit: what is saved stays. */
function DisplaySwitch({ isTable, onChange }: DisplaySwitchProps) {
  const translate = useTranslate();
  const text = translate(`gs.dashboards.${isTable ? 'asChart' : 'asTable'}`);
  return (
    <Tooltip title={text}>
      <IconButton
        size="small"
        aria-label={text}
        data-testid="tile-display"
        onClick={() => onChange(isTable ? 'chart' : 'table')}
      >
        {isTable ? <ChartIcon fontSize="small" /> : <TableIcon fontSize="small" />}
      </IconButton>
    </Tooltip>
  );
}

interface ShownProps extends Omit<AnsweredProps, 'csvPath'> {
  isTable: boolean;
}

/** Numbers of people open them. */
function Shown({ tile, answer, anchor, annotations, query, isTable }: ShownProps) {
  const translate = useTranslate();
  const side = String(tile.reportId);
  const open = useOpenPeople(answer.kind as PeopleKind, side);
  const asked = query && isPeopleAsk(query) ? query : null;
  const openCell = (cell: PeopleCell | null) => cell && open(cell);
  const onOpen = asked ? openCell : undefined;
  const drawn = isCharted(answer) ? answer : null;
  if (drawn && isBare(drawn)) return <EmptyState title={translate('gs.dashboards.noRows')} />;
  return (
    <>
      {drawn && !isTable ? (
        <TileChart
          {...{ tile, anchor, annotations }}
          answer={drawn}
          onOpen={OPENS_CHART.includes(answer.kind) ? onOpen : undefined}
        />
      ) : drawn?.kind === 'retention' ? (
        <TileHeatmap {...{ tile, anchor, onOpen }} answer={drawn} />
      ) : (
        <TileTable
          answer={answer}
          name={tile.name}
          breakdown={tile.breakdown}
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
