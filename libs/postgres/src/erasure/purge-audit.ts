import type { EntityManager } from 'typeorm';
import type { ErasureEntity } from './erasure.entity.js';
import { numberPatterns, quotedPatterns } from './quoted-patterns.js';
import { withoutIds } from './without-ids.js';

/** At most so many entries are held at once. */
const PAGE = 500;

/** Who did something stays, and what; to whom goes. May be repeated. Returns the entries it touched. */
export async function purgeAudit(manager: EntityManager, erasure: ErasureEntity): Promise<number> {
  return (await purgeQuoted(manager, erasure)) + (await purgeNumbers(manager, erasure));
}

async function purgeQuoted(
  manager: EntityManager,
  { projectId, names, people }: ErasureEntity,
): Promise<number> {
  const touched = await manager.query<unknown[]>(
    `WITH purged AS (
       UPDATE audit_log SET detail = '{"erased": true}',
         target = regexp_replace(target, '^(persons|referralPrograms/\\d+/clearances)/.*$', '\\1/erased')
       WHERE project_id = $1 AND (
         target = ANY($4::text[])
         OR (target LIKE 'referralPrograms/%/clearances/%' AND split_part(target, '/', 4) = ANY($2::text[]))
         OR EXISTS (SELECT 1 FROM jsonb_each_text(detail) AS said WHERE said.value = ANY($3::text[]))
         OR detail::text LIKE ANY($5::text[])
         OR (action LIKE 'person.%' AND EXISTS (
           SELECT 1 FROM jsonb_each_text(detail) AS said WHERE said.value = ANY($2::text[]))))
       RETURNING id)
     SELECT id FROM purged`,
    [projectId, people.map(String), names, people.map((id) => `persons/${id}`), quotedPatterns(names)],
  );
  return touched.length;
}

/** Ids that a condition or a filter of then holds as numbers. Other numbers that are alike are about something else, and stay. */
async function purgeNumbers(manager: EntityManager, { projectId, names }: ErasureEntity): Promise<number> {
  const patterns = numberPatterns(names);
  if (patterns.length === 0) return 0;
  const ids = new Set(names);
  let touched = 0;
  for (let after = '0'; ;) {
    const rows = await manager.query<{ id: string; detail: unknown }[]>(
      `SELECT id, detail FROM audit_log
       WHERE project_id = $1 AND detail::text LIKE ANY($2::text[]) AND id > $3
       ORDER BY id LIMIT ${PAGE}`,
      [projectId, patterns, after],
    );
    const theirs = rows.filter(({ detail }) => isChanged(detail, withoutIds(detail, ids)));
    await manager.query(`UPDATE audit_log SET detail = '{"erased": true}' WHERE id = ANY($1::bigint[])`, [
      theirs.map(({ id }) => id),
    ]);
    touched += theirs.length;
    if (rows.length < PAGE) return touched;
    after = rows.at(-1)!.id;
  }
}

const isChanged = (before: unknown, after: unknown) => JSON.stringify(before) !== JSON.stringify(after);
