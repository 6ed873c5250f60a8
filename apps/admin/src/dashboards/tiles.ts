import {
  type Dashboard,
  type DashboardTile,
  type Report,
  type ShownTile,
  tileSettings,
} from '@groundswell/contracts';

/** What is to be drawn; a report that is gone is passed over. */
export function shownTiles({ tiles }: Dashboard, reports: readonly Report[]): ShownTile[] {
  return tiles.flatMap(({ reportId, width }) => {
    const report = reports.find(({ id }) => id === reportId);
    if (!report) return [];
    const { name, kind, display, query } = report;
    return { reportId, width, name, kind, display, ...tileSettings(query) };
  });
}

/** One place earlier or later; at the ends nothing moves. */
export function withMoved(tiles: readonly DashboardTile[], id: number, by: -1 | 1): DashboardTile[] {
  const from = tiles.findIndex(({ reportId }) => reportId === id);
  const moved = [...tiles];
  const [tile] = moved.splice(from, 1);
  if (tile) moved.splice(Math.max(0, from + by), 0, tile);
  return moved;
}

export function withWidth(
  tiles: readonly DashboardTile[],
  id: number,
  width: DashboardTile['width'],
): DashboardTile[] {
  return tiles.map((tile) => (tile.reportId === id ? { ...tile, width } : tile));
}

export function without(tiles: readonly DashboardTile[], id: number): DashboardTile[] {
  return tiles.filter(({ reportId }) => reportId !== id);
}
