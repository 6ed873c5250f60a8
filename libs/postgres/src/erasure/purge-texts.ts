import type { EntityManager } from 'typeorm';
import type { ErasureEntity } from './erasure.entity.js';
import { purgeAudit } from './purge-audit.js';
import { purgeDefinitions } from './purge-definitions.js';
import { quotedPatterns } from './quoted-patterns.js';

/** At most so many rows of text are held at once. */
const PAGE = 500;

interface TextRow {
  id: string;
  text: string;
}

/** Takes the person's ids out of tables in which they are quoted. May be repeated. Returns the rows it touched. */
export async function purgeTexts(manager: EntityManager, erasure: ErasureEntity): Promise<number> {
  const letters = await purgeDeadLetters(manager, erasure);
  const samples = await purgeSamples(manager, erasure);
  const reports = await purgeReports(manager, erasure);
  const referrals = await purgeReferrals(manager, erasure);
  const cohorts = await purgeCohorts(manager, erasure);
  const conversions = await purgeConversions(manager, erasure);
  const definitions = await purgeDefinitions(manager, erasure);
  const rows = [letters, samples, reports, referrals, cohorts, conversions, definitions];
  return rows.reduce((sum, count) => sum + count, await purgeAudit(manager, erasure));
}

/** Letters of the person; one that cannot be read goes when it quotes an id. Others' letters stay, whatever they say. */
async function purgeDeadLetters(
  manager: EntityManager,
  { projectId, names }: ErasureEntity,
): Promise<number> {
  let removed = 0;
  for (let after = '0'; ;) {
    const rows = await manager.query<TextRow[]>(
      `SELECT id, payload AS text FROM dead_letters
       WHERE project_id = $1 AND payload LIKE ANY($2::text[]) AND id > $3 ORDER BY id LIMIT ${PAGE}`,
      [projectId, quotedPatterns(names), after],
    );
    const theirs = rows.filter(({ text }) => isOf(text, new Set(names))).map(({ id }) => id);
    await manager.query('DELETE FROM dead_letters WHERE id = ANY($1::bigint[])', [theirs]);
    removed += theirs.length;
    if (rows.length < PAGE) return removed;
    after = rows.at(-1)!.id;
  }
}

function isOf(payload: string, names: Set<string>): boolean {
  try {
    return idsOfPayload(JSON.parse(payload)).some((id) => names.has(id));
  } catch {
    return true;
  }
}

/** Under which ids a record was sent, as far as it can be told. */
export function idsOfPayload(json: unknown): string[] {
  if (typeof json !== 'object' || json === null) return [];
  const { userId, anonymousId, previousId } = json as Record<string, unknown>;
  return [userId, anonymousId, previousId].filter((id) => typeof id === 'string');
}

/** Reasons for which rows of a file were refused may quote their values. */
async function purgeSamples(manager: EntityManager, { projectId, names }: ErasureEntity): Promise<number> {
  const touched = await manager.query<unknown[]>(
    `WITH purged AS (
       UPDATE imports SET rejected_sample = (
         SELECT coalesce(jsonb_agg(CASE WHEN quotes THEN jsonb_set(item, '{reason}', '"(erased)"') ELSE item END ORDER BY place), '[]')
         FROM (SELECT item, place, EXISTS (
                 SELECT 1 FROM unnest($2::text[]) AS name WHERE strpos(item->>'reason', name) > 0) AS quotes
               FROM jsonb_array_elements(rejected_sample) WITH ORDINALITY AS sample (item, place)) AS looked)
       WHERE project_id = $1 AND EXISTS (
         SELECT 1 FROM unnest($2::text[]) AS name WHERE strpos(rejected_sample::text, name) > 0)
       RETURNING id)
     SELECT id FROM purged`,
    [projectId, names],
  );
  return touched.length;
}

/** A saved question about the person has no answer any more. */
async function purgeReports(manager: EntityManager, { projectId, names }: ErasureEntity): Promise<number> {
  const removed = await manager.query<unknown[]>(
    `WITH purged AS (
       DELETE FROM reports WHERE project_id = $1 AND EXISTS (
         SELECT 1 FROM unnest($2::text[]) AS name
         WHERE jsonb_path_exists(query, '$.** ? (@.property == "distinctId" && @.value == $name)',
           jsonb_build_object('name', name)))
       RETURNING id)
     SELECT id FROM purged`,
    [projectId, names],
  );
  return removed.length;
}

/** A list forgets the ids; a rule about one of them is about nobody. */
async function purgeCohorts(manager: EntityManager, { projectId, names }: ErasureEntity): Promise<number> {
  const listed = await manager.query<unknown[]>(
    `WITH purged AS (
       DELETE FROM cohort_ids WHERE project_id = $1 AND distinct_id = ANY($2::text[]) RETURNING cohort_id)
     SELECT cohort_id FROM purged`,
    [projectId, names],
  );
  const delivered = await purgeDelivered(manager, projectId, names);
  let ruled = 0;
  for (const name of names) {
    const [, changed] = await manager.query<[unknown, number]>(
      `UPDATE cohorts SET definition = replace(definition::text, to_json($2::text)::text, '"(erased)"')::jsonb
       WHERE project_id = $1 AND strpos(definition::text, to_json($2::text)::text) > 0`,
      [projectId, name],
    );
    ruled += changed;
  }
  return listed.length + delivered + ruled;
}

/** SDKs are given the cohort anew, without them. */
async function purgeDelivered(manager: EntityManager, projectId: number, names: string[]): Promise<number> {
  const touched = await manager.query<unknown[]>(
    `WITH purged AS (
       DELETE FROM cohort_delivered_ids WHERE project_id = $1 AND distinct_id = ANY($2::text[]) RETURNING cohort_id),
     raised AS (
       UPDATE cohort_deliveries SET version = version + 1 WHERE cohort_id IN (SELECT cohort_id FROM purged) RETURNING 1)
     SELECT cohort_id FROM purged`,
    [projectId, names],
  );
  return touched.length;
}

async function purgeReferrals(
  manager: EntityManager,
  { projectId, people, names }: ErasureEntity,
): Promise<number> {
  const codes = await manager.query<unknown[]>(
    `WITH purged AS (
       DELETE FROM referral_codes WHERE project_id = $1 AND distinct_id = ANY($2::text[]) RETURNING code)
     SELECT code FROM purged`,
    [projectId, names],
  );
  const removed = await manager.query<unknown[]>(
    `WITH purged AS (
       DELETE FROM referral_clearances WHERE project_id = $1 AND person_id = ANY($2::int[]) RETURNING person_id)
     SELECT person_id FROM purged`,
    [projectId, people],
  );
  return codes.length + removed.length + (await purgeRewards(manager, projectId, people));
}

/**
 * Rewards of the person go. Those that others got for bringing them stay, or their balances would be wrong: under a number
 * below zero, which is nobody's.
 */
function purgeRewards(outer: EntityManager, projectId: number, people: number[]): Promise<number> {
  return outer.transaction(async (manager) => {
    // The ledger refuses changes from everybody else; the leave ends with the transaction.
    await manager.query(`SELECT set_config('groundswell.erasure', 'on', true)`);
    const gone = await manager.query<unknown[]>(
      `WITH purged AS (
         DELETE FROM reward_entries WHERE project_id = $1 AND person_id = ANY($2::int[]) RETURNING id)
       SELECT id FROM purged`,
      [projectId, people],
    );
    const kept = await manager.query<unknown[]>(
      `WITH firsts AS (
         SELECT program_id, invitee_id, min(id) AS first FROM reward_entries
         WHERE project_id = $1 AND invitee_id = ANY($2::bigint[]) GROUP BY program_id, invitee_id),
       unnamed AS (
         UPDATE reward_entries AS entry SET invitee_id = -firsts.first FROM firsts
         WHERE entry.program_id = firsts.program_id AND entry.invitee_id = firsts.invitee_id RETURNING entry.id)
       SELECT id FROM unnamed`,
      [projectId, people],
    );
    return gone.length + kept.length;
  });
}

/** What was not sent stays unsent; what was sent is known to the network alone. */
async function purgeConversions(
  manager: EntityManager,
  { projectId, people }: ErasureEntity,
): Promise<number> {
  const removed = await manager.query<unknown[]>(
    `WITH purged AS (
       DELETE FROM conversion_outbox WHERE project_id = $1 AND person_id = ANY($2::int[]) RETURNING id)
     SELECT id FROM purged`,
    [projectId, people],
  );
  return removed.length;
}
