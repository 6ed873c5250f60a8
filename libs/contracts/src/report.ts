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
}

/** What an open link shows. */
export interface SharedDashboard {
  name: string;
  project: { name: string; timeZone: string; lastDay: string | null };
  tiles: ShownTile[];
}
