import type { SpendRow } from '@groundswell/ingestion';
import type { EntityManager } from 'typeorm';

/** What stood in the place of a figure. */
export interface FigureBefore {
  cost: number;
  impressions: number;
  clicks: number;
  installs: number;
  reach: number;
  import_id: number | null;
}

const FIGURES = ['cost', 'impressions', 'clicks', 'installs', 'reach'] as const;
const KEY = 'platform, account, level, level_id, day, currency';
const GIVEN = `unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::date[], $7::text[], $8::float8[], $9::float8[],
  $10::float8[], $11::float8[], $12::float8[]) AS given (${KEY}, ${FIGURES.join(', ')})`;
const GIVEN_WITH_NODES = GIVEN.replace(') AS', ', $13::int[]) AS').replace(/\)$/, ', node_id)');

function parameters(projectId: number, rows: readonly SpendRow[]): unknown[] {
  const column = (name: keyof SpendRow) => rows.map((row) => row[name]);
  const key = (['platform', 'account', 'level', 'levelId', 'day', 'currency'] as const).map(column);
  return [projectId, ...key, ...FIGURES.map(column)];
}

/** The figures that stand where these go, locked until the transaction ends. */
export function figuresBefore(
  manager: EntityManager,
  projectId: number,
  rows: readonly SpendRow[],
): Promise<(FigureBefore & { id: number })[]> {
  return manager.query(
    `SELECT spend.id, ${FIGURES.map((figure) => `spend.${figure}`).join(', ')}, spend.import_id
     FROM spend JOIN ${GIVEN} USING (${KEY}) WHERE spend.project_id = $1 ORDER BY spend.id FOR UPDATE OF spend`,
    parameters(projectId, rows),
  );
}

/** All or nothing; no two of the rows may be the same figure. */
export async function upsertSpend(
  manager: EntityManager,
  projectId: number,
  rows: readonly SpendRow[],
  nodes: readonly number[],
  importId: number | null,
): Promise<void> {
  const set = [...FIGURES, 'node_id', 'import_id'].map((name) => `${name} = excluded.${name}`).join(', ');
  await manager.query(
    `INSERT INTO spend (project_id, ${KEY}, ${FIGURES.join(', ')}, node_id, import_id)
     SELECT $1, given.*, $14::int FROM ${GIVEN_WITH_NODES} ORDER BY level, level_id, day
     ON CONFLICT ON CONSTRAINT spend_figure_key DO UPDATE SET ${set}, updated_at = now()`,
    [...parameters(projectId, rows), nodes, importId],
  );
}

/** Puts figures back as they were. */
export async function restoreFigures(
  manager: EntityManager,
  projectId: number,
  before: readonly (FigureBefore & { id: number })[],
): Promise<void> {
  const column = (name: keyof FigureBefore | 'id') => before.map((row) => row[name]);
  await manager.query(
    `UPDATE spend SET ${[...FIGURES, 'import_id'].map((name) => `${name} = given.${name}`).join(', ')}, updated_at = now()
     FROM unnest($2::int[], $3::float8[], $4::float8[], $5::float8[], $6::float8[], $7::float8[], $8::int[])
       AS given (id, ${FIGURES.join(', ')}, import_id)
     WHERE spend.id = given.id AND spend.project_id = $1`,
    [projectId, column('id'), ...FIGURES.map(column), column('import_id')],
  );
}
