import type { PeopleCell } from '@groundswell/contracts';
import { Bindings } from '../conditions/bound.js';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { hasMerges } from '../identity/insert-merges.js';
import type { ProjectSettings } from '../project-settings.js';
import { orRegexProblem } from '../regex-problem.js';
import { activeUsersCell, eventCountsCell } from './bucketed-people.js';
import { attributionCell, performanceCell } from './attribution-people.js';
import { funnelCell } from './funnel-people.js';
import { growthCell, stickinessCell } from './period-people.js';
import { type PartOfPeople, idsOfPart } from './part-of-people.js';
import { pathsCell } from './path-people.js';
import type { CellContext, PeopleQuery, PeopleSet, SetKind } from './people-set.js';
import { retentionCell } from './retention-people.js';

type Cell<Kind extends SetKind> = (
  context: CellContext,
  query: PeopleQuery<Kind>,
  cell: PeopleCell<Kind>,
) => PeopleSet | Promise<PeopleSet>;

/** Who is behind a cell, by the kind of question. A new report adds its kind here and its cell to the contract. */
const CELLS: { [Kind in SetKind]: Cell<Kind> } = {
  activeUsers: activeUsersCell,
  eventCounts: eventCountsCell,
  growthAccounting: growthCell,
  stickiness: stickinessCell,
  retention: retentionCell,
  funnel: funnelCell,
  paths: pathsCell,
  attribution: attributionCell,
  campaignPerformance: performanceCell,
};

export interface PeopleBehind {
  source: 'rollup' | 'events';
  /** People who count as themselves, those of the part, by id. */
  personIds: number[];
  total: number;
}

/**
 * The people behind a number of an answer (docs/definitions.md, "People behind a number").
 * @throws UnanswerableQuery when the forced engine cannot answer, or the answer has no such cell
 * @throws ClickHouseUnavailable when there is nobody to ask
 */
export async function peopleBehind<Kind extends SetKind>(
  client: ClickHouseClient,
  project: ProjectSettings,
  query: PeopleQuery<Kind>,
  cell: PeopleCell<Kind>,
  part: PartOfPeople,
  now: Date,
): Promise<PeopleBehind> {
  const bindings = new Bindings();
  const context = { client, project, bindings, now, anyMerges: await hasMerges(client, project.id) };
  const find = CELLS[query.kind as Kind];
  const { source, people } = await find(context, query, cell);
  const [row] = await ask<{ total: number | string; ids: number[] }>(client, {
    query: `SELECT bitmapCardinality(people) AS total,
                   ${idsOfPart('people', part, bindings)} AS ids
            FROM (${people})`,
    query_params: bindings.values,
  }).catch(orRegexProblem);
  return { source, personIds: (row?.ids ?? []).map(Number), total: Number(row?.total ?? 0) };
}
