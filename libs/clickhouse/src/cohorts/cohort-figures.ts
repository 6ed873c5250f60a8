import { Bindings } from '../conditions/bound.js';
import { ask } from '../connection/ask.js';
import { orUnavailable } from '../connection/clickhouse-unavailable.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { MergedPeople } from '../identity/merged-people.js';
import { type PartOfPeople, idsOfPart } from '../people/part-of-people.js';
import { countedPersons } from '../persons/property-people.js';
import type { Audience } from '../project-settings.js';
import { orRegexProblem } from '../regex-problem.js';
import { type WithAudiences, cohortPeople } from './cohort-people.js';
import type { Generation } from './store-cohort-members.js';

/**
 * People in each cohort and in each two of them: `[i][j]`, with the size of each at `[i][i]` (docs/definitions.md, "Cohorts").
 * @throws UnanswerableQuery for a regular expression that is none
 * @throws ClickHouseUnavailable when there is nobody to ask
 */
export async function cohortOverlap(
  client: ClickHouseClient,
  project: WithAudiences,
  cohorts: readonly Audience[],
): Promise<number[][]> {
  if (cohorts.length === 0) return [];
  const bindings = new Bindings();
  const sets = cohorts.map((cohort) => bitmapOf(cohort, project, bindings));
  const pairs = sets.flatMap((one, i) =>
    sets.slice(i).map((other) => `toUInt64(bitmapAndCardinality(${one}, ${other}))`),
  );
  const [row] = await ask<{ people: (number | string)[] }>(client, {
    query: `SELECT [${pairs.join(', ')}] AS people`,
    query_params: bindings.values,
  }).catch(orRegexProblem);
  const people = (row?.people ?? []).map(Number);
  return cohorts.map((_, i) => cohorts.map((__, j) => people[pairAt(Math.min(i, j), Math.max(i, j))] ?? 0));

  function pairAt(low: number, high: number): number {
    return low * cohorts.length - (low * (low - 1)) / 2 + (high - low);
  }
}

/** Those of a part, who count as themselves, by id. */
export async function cohortPart(
  client: ClickHouseClient,
  project: WithAudiences,
  cohort: Audience,
  part: PartOfPeople,
): Promise<{ personIds: number[]; total: number }> {
  const bindings = new Bindings();
  const people = bitmapOf(cohort, project, bindings);
  const [row] = await ask<{ total: number | string; ids: number[] }>(client, {
    query: `SELECT bitmapCardinality(people) AS total,
                   ${idsOfPart('people', part, bindings)} AS ids
            FROM (SELECT ${people} AS people)`,
    query_params: bindings.values,
  }).catch(orRegexProblem);
  return { personIds: (row?.ids ?? []).map(Number), total: Number(row?.total ?? 0) };
}

/** Takes down whom the rules hold for now, as people of the generation. */
export async function takeDownCohort(
  client: ClickHouseClient,
  project: WithAudiences,
  cohort: Audience,
  { id, generation }: Generation,
): Promise<void> {
  const bindings = new Bindings();
  const people = bitmapOf(cohort, project, bindings);
  const columns = [project.id, id, generation].map((value) => bindings.bind(value, 'UInt32'));
  await client
    .command({
      query: `INSERT INTO cohort_members (project_id, cohort_id, generation, person_id)
              SELECT ${columns.join(', ')}, arrayJoin(bitmapToArray(${people}))`,
      query_params: bindings.values,
    })
    .catch(orUnavailable)
    .catch(orRegexProblem);
}

/** Forgets who was in generations before this one; nobody waits for it. */
export async function dropCohortMembers(
  client: ClickHouseClient,
  projectId: number,
  { id, generation }: Generation,
): Promise<void> {
  await client
    .command({
      query: `ALTER TABLE cohort_members DELETE WHERE project_id = {project:UInt32} AND cohort_id = {id:UInt32}
              AND generation < {generation:UInt32}`,
      query_params: { project: projectId, id, generation },
      clickhouse_settings: { mutations_sync: '0' },
    })
    .catch(orUnavailable);
}

/** Of people who count as themselves. */
function bitmapOf(cohort: Audience, project: WithAudiences, bindings: Bindings): string {
  const { set, inside } = cohortPeople(cohort, project, bindings);
  return inside ? set : `bitmapAndnot(${everybody(project, bindings)}, ${set})`;
}

/** Who ever sent an event, or of whom anything is known. */
function everybody({ id, audiences }: WithAudiences, bindings: Bindings): string {
  return bindings.once('everybody', () => {
    const people = new MergedPeople(audiences.anyMerges, id, bindings);
    const project = bindings.bind(id, 'UInt32');
    const seen = ['activity', 'other_activity'].map(
      (table) => `SELECT people FROM ${table} WHERE project_id = ${project}`,
    );
    const active = `(SELECT ${people.bitmap('groupBitmapMergeState(people)')} FROM (${seen.join(' UNION ALL ')}))`;
    const known = `(SELECT groupBitmapState(person_id) FROM ${countedPersons(id, bindings)})`;
    return `bitmapOr(${active}, ${known})`;
  });
}
