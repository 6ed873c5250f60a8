import type { RetentionAnswer, RetentionCohort } from '@groundswell/contracts';
import Box from '@mui/material/Box';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';
import { type Columns, columnName, isCohortItself, shortColumnName } from './column-names.js';
import { HeatmapRow } from './HeatmapRow.js';
import { type Hovered, HeatmapTooltip } from './HeatmapTooltip.js';
import { type Position, highestReturn, move } from './grid.js';
import { useHeatmapStyle } from './useHeatmapStyle.js';

interface Props {
  columns: Columns;
  cohorts: RetentionCohort[];
  average: RetentionAnswer['average'];
  /** Of all cohorts together. */
  size: number;
  shows: 'rates' | 'counts';
  /** Opens a cell; without a period the whole cohort. */
  onOpen?(cohort: string, n?: number): void;
  maxHeight?: number;
}

/** Cohorts as rows, periods as columns; the weighted average above them. One Tab stop, then the arrow keys. */
export function Heatmap(props: Props) {
  const { columns, cohorts, average, size: total, shows, onOpen, maxHeight = 640 } = props;
  const translate = useTranslate();
  const format = useFormat();
  const table = useRef<HTMLTableElement>(null);
  const [focus, setFocus] = useState<Position>({ row: 0, column: 0 });
  const [hovered, setHovered] = useState<Hovered | null>(null);
  const { period } = columns;
  const max = highestReturn(cohorts, (n) => !isCohortItself(columns, n));
  const rowCount = cohorts.length + 1;
  const onKeyDown = (event: KeyboardEvent) => {
    const next = move(focus, event.key, rowCount, average.length);
    if (!next) return;
    event.preventDefault();
    setFocus(next);
    table.current?.querySelector<HTMLElement>(`[data-row="${next.row}"][data-n="${next.column}"]`)?.focus();
  };
  const common = { columns, shows, max, focus, onHover: setHovered, onFocusCell: setFocus, onOpen };
  return (
    <Box
      sx={useHeatmapStyle(maxHeight)}
      onMouseLeave={() => setHovered(null)}
      onBlur={() => setHovered(null)}
    >
      <table
        ref={table}
        role="grid"
        aria-label={translate('gs.retention.gridLabel')}
        data-testid="retention-table"
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            <th scope="col" className="cohort">
              {translate('gs.retention.cohort')}
            </th>
            <th scope="col" className="size">
              {translate('gs.retention.size')}
            </th>
            {average.map(({ n }) => (
              <th key={n} scope="col" title={columnName(columns, n, translate)}>
                {shortColumnName(columns, n, translate)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <HeatmapRow
            {...common}
            row={0}
            cohortKey="average"
            name={translate('gs.retention.average')}
            title={translate('gs.retention.averageHelp')}
            size={total}
            cells={average.map((cell) => ({ ...cell, complete: true }))}
          />
          {cohorts.map(({ cohort, size, periods }, index) => (
            <HeatmapRow
              key={cohort}
              {...common}
              row={index + 1}
              cohortKey={cohort}
              name={format.rowBucket(cohort, period)}
              title={format.bucket(cohort, period)}
              size={size}
              cells={periods}
            />
          ))}
        </tbody>
      </table>
      <HeatmapTooltip hovered={hovered} />
    </Box>
  );
}
