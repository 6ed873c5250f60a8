import { ProblemException } from '@groundswell/platform';
import { AliasStore, PersonAliasEntity, ProjectGone, UserEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { isDeepStrictEqual } from 'node:util';
import { DataSource, type EntityManager, In, Repository } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { noSuchProject } from '../auth/no-such-project.js';
import type { Principal } from '../auth/principal.js';
import { type ListSpec, listPage } from '../http/list-page.js';
import type { ListQuery, Page } from '../http/list-query.js';
import { MergePublishing } from './merge-publishing.js';
import type { MergePreview, MergeView } from './merge.dto.js';
import type { PersonView } from './person.dto.js';
import { IN_LIST, PersonViews, unknown } from './person-views.js';

const LIST: ListSpec<PersonAliasEntity> = {
  fields: ['id', 'fromPersonId', 'intoPersonId', 'fromDistinctId', 'intoDistinctId', 'state', 'createdAt'],
  search: ['fromDistinctId', 'intoDistinctId', 'reason'],
  id: 'id',
};

interface Pair {
  from: number;
  into: number;
}

type Merged = MergeView & { published: boolean };

/** Merges of two people that somebody asked for, by hand or by an alias event: preview, log, undo. */
@Injectable()
export class MergesService {
  constructor(
    private readonly dataSource: DataSource,
    @InjectRepository(PersonAliasEntity) private readonly rows: Repository<PersonAliasEntity>,
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
    private readonly aliases: AliasStore,
    private readonly views: PersonViews,
    private readonly publishing: MergePublishing,
    private readonly audit: AuditService,
  ) {}

  async list(projectId: number, query: ListQuery): Promise<Page<MergeView>> {
    const page = await listPage(this.rows, LIST, { projectId }, query);
    return { data: await this.toViews(page.data), total: page.total };
  }

  /** @throws ProblemException 404, 409 */
  async preview(projectId: number, asked: Pair): Promise<MergePreview> {
    const from = await this.views.get(projectId, asked.from, IN_LIST);
    const into = await this.views.get(projectId, asked.into, IN_LIST);
    if (from.personId === into.personId) throw sameAlready(asked);
    const distinctIds = await this.views.namesTogether(projectId, from, into);
    return { from, into, conflicts: conflictsOf(from, into), result: { ...united(from, into), distinctIds } };
  }

  /** @throws ProblemException 404, 409 */
  async merge(projectId: number, asked: Pair & { reason?: string }, caller: Principal): Promise<Merged> {
    const { from, into } = await this.preview(projectId, asked);
    const alias = await this.inProject(async (manager) => {
      const outcome = await this.aliases.merge(manager, projectId, {
        from: from.personId,
        into: into.personId,
        fromName: from.distinctIds[0],
        intoName: into.distinctIds[0],
        userId: caller.user.id,
        reason: asked.reason,
      });
      if (outcome.kind === 'unknown') throw unknown(outcome.personId);
      if (outcome.kind === 'same') throw sameAlready(asked);
      const detail = { from: from.personId, into: into.personId };
      await this.audit.record(
        caller,
        projectId,
        'person.merge',
        `merges/${outcome.alias.id}`,
        detail,
        manager,
      );
      return outcome.alias;
    });
    return this.published(alias);
  }

  /** @throws ProblemException 404, 409 */
  async undo(projectId: number, id: number, caller: Principal): Promise<Merged> {
    const alias = await this.inProject(async (manager) => {
      const outcome = await this.aliases.undo(manager, projectId, id, caller.user.id);
      if (outcome.kind === 'unknown') throw new ProblemException(404, `This project has no merge ${id}.`);
      if (outcome.kind === 'ended') throw endedAlready(outcome.alias);
      const { fromPersonId: from, intoPersonId: into } = outcome.alias;
      await this.audit.record(caller, projectId, 'person.undoMerge', `merges/${id}`, { from, into }, manager);
      return outcome.alias;
    });
    return this.published(alias);
  }

  /** @throws ProblemException 404 where the project was deleted since the caller was let in */
  private async inProject<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await this.dataSource.transaction(work);
    } catch (error) {
      if (!(error instanceof ProjectGone)) throw error;
      throw noSuchProject();
    }
  }

  private async published(alias: PersonAliasEntity): Promise<Merged> {
    const published = await this.publishing.publish();
    const [view] = await this.toViews([alias]);
    return { ...view!, published };
  }

  private async toViews(rows: PersonAliasEntity[]): Promise<MergeView[]> {
    const ids = rows.flatMap(({ userId, endedByUserId }) => [userId, endedByUserId]);
    const known = await this.users.findBy({ id: In([...new Set(ids.filter((id) => id !== null))]) });
    const emails = new Map<number | null, string>(known.map(({ id, email }) => [id, email]));
    return rows.map((row) => toView(row, emails));
  }
}

function toView(row: PersonAliasEntity, emails: Map<number | null, string>): MergeView {
  const { projectId: _, userId, endedByUserId, createdAt, endedAt, ...rest } = row;
  return {
    ...rest,
    by: row.eventId === null ? 'member' : 'event',
    email: emails.get(userId) ?? null,
    createdAt: createdAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    endedByEmail: emails.get(endedByUserId) ?? null,
  };
}

function conflictsOf(from: PersonView, into: PersonView): MergePreview['conflicts'] {
  return Object.keys(from.properties)
    .filter((key) => Object.hasOwn(into.properties, key))
    .filter((key) => !isDeepStrictEqual(from.properties[key], into.properties[key]))
    .sort()
    .map((property) => ({
      property,
      from: from.properties[property],
      into: into.properties[property],
      kept: into.properties[property],
    }));
}

/** The person that the two will be: `into`, and what only `from` has. */
function united(from: PersonView, into: PersonView): Omit<PersonView, 'distinctIds'> {
  const seen = (pick: (view: PersonView) => string | null) =>
    [from, into].flatMap((view) => pick(view) ?? []).sort();
  return {
    ...into,
    distinctIdCount: from.distinctIdCount + into.distinctIdCount,
    mergedPersonIds: [from.personId, ...from.mergedPersonIds, ...into.mergedPersonIds].sort((a, b) => a - b),
    identified: from.identified || into.identified,
    properties: { ...from.properties, ...into.properties },
    createdAt: [from.createdAt, into.createdAt].sort()[0]!,
    events: from.events + into.events,
    firstSeen: seen(({ firstSeen }) => firstSeen)[0] ?? null,
    lastSeen: seen(({ lastSeen }) => lastSeen).at(-1) ?? null,
  };
}

function sameAlready({ from, into }: Pair): ProblemException {
  return new ProblemException(409, `Person ${from} and person ${into} are one person already.`).coded(
    'one_person_already',
  );
}

function endedAlready({ id, state }: PersonAliasEntity): ProblemException {
  const why =
    state === 'undone'
      ? 'was undone before'
      : 'has ended by itself, as an identify made one of the two a device of somebody';
  return new ProblemException(409, `Merge ${id} ${why}; there is nothing to undo.`).coded('merge_ended');
}
