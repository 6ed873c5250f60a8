import { ProblemException } from '@groundswell/platform';
import { PanelFigureEntity, PanelFigures } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Principal } from '../auth/principal.js';
import type { PanelImport, PanelMetric, PanelPreview } from './panel-figure.dto.js';
import { type ReadFigures, readFigures } from './read-figures.js';

const SHOWN_FIGURES = 20;
const SHOWN_REFUSALS = 100;

const METRICS = `
  SELECT metric, array_agg(DISTINCT subject ORDER BY subject) AS subjects, count(*)::int AS figures,
    min(date)::text AS "from", max(date)::text AS "to"
  FROM panel_figures WHERE project_id = $1 GROUP BY metric ORDER BY metric`;

/** Figures of third parties: read from CSV, looked at before, upserted. */
@Injectable()
export class MarketService {
  constructor(
    private readonly figures: PanelFigures,
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
  ) {}

  /** Stores nothing. */
  async preview(projectId: number, csv: string): Promise<PanelPreview> {
    const read = await readFigures(csv);
    const replaced = await this.figures.countKnown(projectId, read.figures);
    return { ...outcome(read, replaced), sample: read.figures.slice(0, SHOWN_FIGURES) };
  }

  /** What can be read is stored; the refused rows are named. */
  async import(projectId: number, csv: string, caller: Principal): Promise<PanelImport> {
    const read = await readFigures(csv);
    const { replaced } = await this.figures.upsert(projectId, read.figures);
    const { rejectedSample, ...counts } = outcome(read, replaced);
    await this.audit.record(caller, projectId, 'panelFigure.import', 'panelFigures', counts);
    return { ...counts, rejectedSample };
  }

  metrics(projectId: number): Promise<PanelMetric[]> {
    return this.dataSource.query(METRICS, [projectId]);
  }

  /** @throws ProblemException 404 */
  async remove(projectId: number, id: number, caller: Principal): Promise<void> {
    const { affected } = await this.dataSource.getRepository(PanelFigureEntity).delete({ id, projectId });
    if (!affected) throw new ProblemException(404, `This project has no figure ${id}.`);
    await this.audit.record(caller, projectId, 'panelFigure.delete', `panelFigures/${id}`);
  }
}

function outcome({ figures, refused }: ReadFigures, replaced: number): PanelImport {
  return {
    rows: figures.length + refused.length,
    accepted: figures.length,
    replaced,
    rejected: refused.length,
    rejectedSample: refused.slice(0, SHOWN_REFUSALS),
  };
}
