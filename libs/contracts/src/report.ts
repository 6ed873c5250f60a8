export const REPORT_DISPLAYS = ['chart', 'table'] as const;
export type ReportDisplay = (typeof REPORT_DISPLAYS)[number];

/** A saved question. */
export interface Report {
  id: number;
  name: string;
  /** Of the query. */
  kind: string;
  query: { kind: string } & Record<string, unknown>;
  /** So many days up to the last with data, instead of the query's own; null: the days of the query. */
  lastDays: number | null;
  display: ReportDisplay;
  version: number;
  createdAt: string;
}

/** Beside the answer to the query of a report: what its numbers are asked by again, for the people behind them or as CSV. */
export interface ReportDays {
  days: { from: string; to: string };
}

/** Tiles take one of two columns, or both. */
export const TILE_WIDTHS = ['half', 'full'] as const;
export interface DashboardTile {
  reportId: number;
  width: (typeof TILE_WIDTHS)[number];
}

export interface Dashboard {
  id: number;
  name: string;
  /** In their order. */
  tiles: DashboardTile[];
  version: number;
  createdAt: string;
}

/** What a tile's chart needs to know of its question, and no more: filters stay with the project. */
export interface ShownTile {
  reportId: number;
  name: string;
  kind: string;
  display: ReportDisplay;
  width: DashboardTile['width'];
  interval: string | null;
  window: number | null;
  /** What numbers are broken down by: names of platforms are translated. */
  breakdown: string | null;
  /** Of a funnel. */
  order: string | null;
  /** Of a retention by brackets: the periods that a column spans, both included. */
  brackets: [number, number][] | null;
}

/** What a tile's chart needs of the question of its report. */
export function tileSettings(
  query: Report['query'],
): Pick<ShownTile, 'interval' | 'window' | 'breakdown' | 'order' | 'brackets'> {
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  return {
    interval: text(query.interval ?? query.period),
    window: typeof query.window === 'number' ? query.window : null,
    breakdown: text(query.breakdown),
    order: text(query.order),
    brackets: query.mode === 'bracket' ? (query.brackets as [number, number][]) : null,
  };
}

/** What an open link shows. */
export interface SharedDashboard {
  name: string;
  project: { name: string; timeZone: string; lastDay: string | null };
  tiles: ShownTile[];
}
