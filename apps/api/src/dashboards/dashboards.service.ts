import { type DashboardTile, type Report, type ShownTile, tileSettings } from '@groundswell/contracts';
import { ProblemException } from '@groundswell/platform';
import { type DashboardEntity, ReportEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';

@Injectable()
export class DashboardsService {
  constructor(@InjectRepository(ReportEntity) private readonly reports: Repository<ReportEntity>) {}

  /** @throws ProblemException 400 for a tile whose report is not one of the project, or stands there twice */
  async check(projectId: number, tiles: readonly DashboardTile[] = []): Promise<void> {
    const known = await this.reportsOf(projectId, tiles);
    const seen = new Set<number>();
    const errors = tiles.flatMap(({ reportId }, index) => {
      const path = `tiles.${index}.reportId`;
      if (!known.has(reportId)) return [{ path, message: `this project has no report ${reportId}` }];
      if (seen.has(reportId)) return [{ path, message: `report ${reportId} is on it already` }];
      seen.add(reportId);
      return [];
    });
    if (errors[0]) throw new ProblemException(400, `${errors[0].path}: ${errors[0].message}.`, errors);
  }

  /** What is to be drawn, without reports that are gone meanwhile. */
  async shown({ projectId, tiles }: DashboardEntity): Promise<ShownTile[]> {
    const reports = await this.reportsOf(projectId, tiles);
    return tiles.flatMap(({ reportId, width }) => {
      const report = reports.get(reportId);
      return report ? [shownTile(report, width)] : [];
    });
  }

  /** The report of a tile; null where the dashboard does not show it. */
  async reportOn({ projectId, tiles }: DashboardEntity, id: number): Promise<ReportEntity | null> {
    if (!tiles.some(({ reportId }) => reportId === id)) return null;
    return this.reports.findOneBy({ id, projectId });
  }

  private async reportsOf(
    projectId: number,
    tiles: readonly DashboardTile[],
  ): Promise<Map<number, ReportEntity>> {
    const rows = await this.reports.findBy({ projectId, id: In(tiles.map(({ reportId }) => reportId)) });
    return new Map(rows.map((row) => [row.id, row]));
  }
}

function shownTile(
  { id, name, kind, display, query }: ReportEntity,
  width: DashboardTile['width'],
): ShownTile {
  return { reportId: id, name, kind, display, width, ...tileSettings(query as Report['query']) };
}
