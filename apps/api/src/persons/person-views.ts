import {
  CLICKHOUSE,
  type ClickHouseClient,
  type PersonActivity,
  personActivity,
} from '@groundswell/clickhouse';
import { ProblemException } from '@groundswell/platform';
import { type PersonGroup, PersonGroups } from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';
import { orClickHouseProblem } from '../queries/clickhouse-problem.js';
import type { PersonView } from './person.dto.js';

/** How many distinct ids are shown of each. */
export const IN_LIST = 10;
export const OF_ONE = 1000;

/** People as the API shows them: who they are from PostgreSQL, what they did from ClickHouse. */
@Injectable()
export class PersonViews {
  constructor(
    private readonly groups: PersonGroups,
    @Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient,
  ) {}

  /** @param personIds who count as themselves */
  async list(projectId: number, personIds: number[], maxNames = IN_LIST): Promise<PersonView[]> {
    const groups = await this.groups.load(projectId, personIds, maxNames);
    const activity = await personActivity(this.clickhouse, projectId, personIds).catch(orClickHouseProblem);
    return groups.map((group) => view(group, activity.get(group.personId)));
  }

  /**
   * Whoever this person counts as today.
   * @throws ProblemException 404
   */
  async get(projectId: number, personId: number, maxNames = OF_ONE): Promise<PersonView> {
    const [found] = await this.list(projectId, [await this.rootOf(projectId, personId)], maxNames);
    if (!found) throw unknown(personId);
    return found;
  }

  /** What `into` is called once `from` counts as them; the first names alone, as in a list. */
  namesTogether(projectId: number, from: PersonView, into: PersonView): Promise<string[]> {
    const roots = [into.personId, from.personId];
    return this.groups.namesTogether(projectId, { root: into.personId, roots }, IN_LIST);
  }

  /** @throws ProblemException 404 */
  async rootOf(projectId: number, personId: number): Promise<number> {
    const root = await this.groups.rootOf(projectId, personId);
    if (root === null) throw unknown(personId);
    return root;
  }
}

export function unknown(personId: number): ProblemException {
  return new ProblemException(404, `This project has no person ${personId}.`).coded('not_there', {
    id: personId,
  });
}

function view(group: PersonGroup, activity: PersonActivity | undefined): PersonView {
  const { memberIds, createdAt, ...rest } = group;
  return {
    id: group.personId,
    ...rest,
    mergedPersonIds: memberIds.filter((id) => id !== group.personId),
    createdAt: createdAt.toISOString(),
    events: activity?.events ?? 0,
    firstSeen: activity?.firstSeen ?? null,
    lastSeen: activity?.lastSeen ?? null,
  };
}
