import type { Annotation, ShownTile } from '@groundswell/contracts';
import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { request } from '../api/http.js';
import { ReportBody } from '../feedback/ReportBody.js';
import { SourceNote } from '../feedback/SourceNote.js';
import { Panel } from '../layout/Panel.js';
import { todayIn } from '../range/local-date.js';
import { anchorOf } from '../range/range.js';
import { TileChart } from './TileChart.js';
import { TileTable } from './TileTable.js';
import { type TileAnswer, isCharted } from './tile-answer.js';

interface Props {
  tile: ShownTile;
  /** Where its answer is asked for. */
  path: string;
  project: { timeZone: string; lastDay: string | null };
  actions?: ReactNode;
  annotations?: readonly Annotation[];
}

const NONE: readonly Annotation[] = [];

const FRESH_MS = 30_000;

/** A saved report, asked now. */
export function ReportTile({ tile, path, project, actions, annotations = NONE }: Props) {
  const report = useQuery({
    queryKey: ['reportAnswer', path],
    queryFn: ({ signal }) => request<TileAnswer>(path, { signal }),
    staleTime: FRESH_MS,
  });
  const anchor = anchorOf(project.lastDay, todayIn(project.timeZone));
  return (
    <Box sx={{ gridColumn: { md: tile.width === 'full' ? '1 / -1' : 'auto' }, minWidth: 0 }}>
      <Panel title={tile.name} actions={actions} testId="tile">
        <ReportBody report={report} height={240}>
          {(answer) => (
            <>
              {tile.display === 'chart' && isCharted(answer) ? (
                <TileChart tile={tile} answer={answer} anchor={anchor} annotations={annotations} />
              ) : (
                <TileTable answer={answer} name={tile.name} />
              )}
              <Box sx={{ mt: 1 }}>
                <SourceNote answer={answer} />
              </Box>
            </>
          )}
        </ReportBody>
      </Panel>
    </Box>
  );
}

/** Two columns where there is room. */
export function TileGrid({ children }: { children: ReactNode }) {
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', md: '1fr 1fr' }, gap: 2 }}>{children}</Box>
  );
}
