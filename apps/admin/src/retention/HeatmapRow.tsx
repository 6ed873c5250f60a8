import type { RetentionCell } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';
import { CellButton } from '../people-behind/CellButton.js';
import { useScheme, useTokens } from '../theme/useTokens.js';
import { type Columns, columnName, isCohortItself } from './column-names.js';
import type { Hovered } from './HeatmapTooltip.js';
import { type Position, stateOf } from './grid.js';
import { heatColors } from './heat-color.js';

interface Props {
  row: number;
  /** First day of the cohort, or `average`. */
  cohortKey: string;
  name: string;
  title: string;
  size: number;
  cells: RetentionCell[];
  columns: Columns;
  shows: 'rates' | 'counts';
  max: number;
  focus: Position;
  onHover(hovered: Hovered | null): void;
  onFocusCell(position: Position): void;
  onOpen?(cohort: string, n?: number): void;
}

/** The average is of several cohorts: it has no people of its own. */
export const AVERAGE_ROW = 'average';

export function HeatmapRow(props: Props) {
  const { row, cohortKey, name, title, size, cells, onOpen } = props;
  const format = useFormat();
  return (
    <tr className={row === 0 ? 'average' : undefined} data-cohort={cohortKey}>
      <th scope="row" className="cohort" title={title}>
        {name}
      </th>
      <td className="size" data-testid={`retention-size-${cohortKey}`}>
        {cohortKey === AVERAGE_ROW || !onOpen ? (
          format.number(size)
        ) : (
          <CellButton label={name} users={size} onOpen={() => onOpen(cohortKey)}>
            {format.number(size)}
          </CellButton>
        )}
      </td>
      {cells.map((cell) => (
        <Cell key={cell.n} {...props} cell={cell} />
      ))}
    </tr>
  );
}

function Cell({
  cell,
  row,
  cohortKey,
  name,
  columns,
  shows,
  max,
  focus,
  onHover,
  onFocusCell,
  onOpen,
}: Props & { cell: RetentionCell }) {
  const translate = useTranslate();
  const format = useFormat();
  const tokens = useTokens();
  const scheme = useScheme();
  const { n, users, eligible, rate } = cell;
  const state = stateOf(cell);
  const isOpenable = onOpen && cohortKey !== AVERAGE_ROW && state !== 'unobserved';
  const open = isOpenable ? () => onOpen(cohortKey, n) : undefined;
  const period = columnName(columns, n, translate);
  const title = `${name} · ${period}`;
  const hover = (anchor: HTMLElement) => onHover({ anchor, title, users, eligible, rate, state });
  const colors = isCohortItself(columns, n)
    ? { background: tokens.sunken, text: tokens.muted }
    : heatColors(rate ?? 0, max, scheme);
  const label = translate(
    state === 'incomplete' ? 'gs.retention.cellLabelIncomplete' : 'gs.retention.cellLabel',
    {
      cohort: name,
      period,
      rate: format.percent(rate),
      users: format.number(users),
      eligible: format.number(eligible),
    },
  );
  return (
    <td
      tabIndex={focus.row === row && focus.column === n ? 0 : -1}
      className={state}
      data-testid={`retention-cell-${cohortKey}-${n}`}
      data-row={row}
      data-n={n}
      data-users={state === 'unobserved' ? undefined : users}
      data-eligible={state === 'unobserved' ? undefined : eligible}
      aria-label={state === 'unobserved' ? translate('gs.retention.notObserved') : label}
      aria-haspopup={isOpenable ? 'dialog' : undefined}
      style={
        state === 'unobserved'
          ? undefined
          : {
              backgroundColor: colors.background,
              color: colors.text,
              ...(isOpenable && { cursor: 'pointer' }),
            }
      }
      onClick={open}
      onKeyDown={(event) => event.key === 'Enter' && open?.()}
      onMouseEnter={(event) => hover(event.currentTarget)}
      onFocus={(event) => {
        onFocusCell({ row, column: n });
        hover(event.currentTarget);
      }}
    >
      {state !== 'unobserved' && (shows === 'rates' ? format.percent(rate) : format.number(users))}
    </td>
  );
}
