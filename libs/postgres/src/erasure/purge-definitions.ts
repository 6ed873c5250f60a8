import type { EntityManager } from 'typeorm';
import { isDeepStrictEqual } from 'node:util';
import type { ErasureEntity } from './erasure.entity.js';
import { possiblePatterns } from './quoted-patterns.js';
import { withoutIds } from './without-ids.js';

/** Settings in which members may have named people by their ids, each with the column that says of which project. */
const DEFINITIONS = [
  { table: 'metrics', project: 'project_id', columns: ['definition'] },
  { table: 'experiments', project: 'project_id', columns: ['assignment', 'settings', 'planned'] },
  { table: 'flags', project: 'project_id', columns: ['rules'] },
  { table: 'conversion_destinations', project: 'project_id', columns: ['rules'] },
  { table: 'referral_programs', project: 'project_id', columns: ['definition'] },
  { table: 'projects', project: 'id', columns: ['internal_rules'] },
] as const;

interface Row {
  id: number;
  json: unknown;
}

/**
 * A rule about the person becomes one about nobody, so that who else it is about stays. The version goes up: a form that was
 * open meanwhile cannot bring the id back. Returns the settings that were changed.
 */
export async function purgeDefinitions(manager: EntityManager, erasure: ErasureEntity): Promise<number> {
  let changed = 0;
  for (const { table, project, columns } of DEFINITIONS) {
    for (const column of columns) changed += await purgeColumn(manager, erasure, { table, project, column });
  }
  return changed;
}

function purgeColumn(
  outer: EntityManager,
  { projectId, names }: ErasureEntity,
  { table, project, column }: { table: string; project: string; column: string },
): Promise<number> {
  return outer.transaction(async (manager) => {
    const rows = await manager.query<Row[]>(
      `SELECT id, "${column}" AS json FROM ${table}
       WHERE ${project} = $1 AND "${column}"::text LIKE ANY($2::text[]) FOR UPDATE`,
      [projectId, possiblePatterns(names)],
    );
    let changed = 0;
    for (const { id, json } of rows) {
      const purged = withoutIds(json, new Set(names));
      if (isDeepStrictEqual(purged, json)) continue;
      await manager.query(`UPDATE ${table} SET "${column}" = $2, version = version + 1 WHERE id = $1`, [
        id,
        JSON.stringify(purged),
      ]);
      changed++;
    }
    return changed;
  });
}
