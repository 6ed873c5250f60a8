import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** One imported figure; known by subject, metric and date. */
export interface PanelFigure {
  subject: string;
  metric: string;
  date: string;
  value: number;
  source: string;
}

const GIVEN = `unnest($2::text[], $3::text[], $4::date[], $5::float8[], $6::text[])
  AS given (subject, metric, date, value, source)`;
const UPSERT = `
  INSERT INTO panel_figures (project_id, subject, metric, date, value, source)
  SELECT $1, given.* FROM ${GIVEN} ORDER BY given.metric, given.subject, given.date
  ON CONFLICT (project_id, metric, subject, date)
  DO UPDATE SET value = excluded.value, source = excluded.source, updated_at = now()
  RETURNING (xmax = 0) AS is_new`;
const COUNT_KNOWN = `
  SELECT count(*)::int AS known FROM ${GIVEN}
  JOIN panel_figures AS figure USING (metric, subject, date) WHERE figure.project_id = $1`;

/** What third parties say of products, upserted. */
@Injectable()
export class PanelFigures {
  constructor(private readonly dataSource: DataSource) {}

  /** All or nothing; no two of `figures` may be the same figure. @returns how many took the place of one */
  async upsert(projectId: number, figures: readonly PanelFigure[]): Promise<{ replaced: number }> {
    const rows: { is_new: boolean }[] = await this.dataSource.query(UPSERT, parameters(projectId, figures));
    return { replaced: rows.filter(({ is_new: isNew }) => !isNew).length };
  }

  /** How many of them would take the place of one that is there. */
  async countKnown(projectId: number, figures: readonly PanelFigure[]): Promise<number> {
    const rows: { known: number }[] = await this.dataSource.query(
      COUNT_KNOWN,
      parameters(projectId, figures),
    );
    return rows[0]?.known ?? 0;
  }
}

function parameters(projectId: number, figures: readonly PanelFigure[]): unknown[] {
  const column = (name: keyof PanelFigure) => figures.map((figure) => figure[name]);
  return [projectId, column('subject'), column('metric'), column('date'), column('value'), column('source')];
}
