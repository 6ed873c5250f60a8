import { Injectable, Optional } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AliasTables, type KnownAlias } from './alias-tables.js';
import { IdentityCache } from './identity-cache.js';
import { IdentityGraph, type KnownName, type PersonRow } from './identity-graph.js';
import { type IdentityItem, type Names, namesOf } from './identity-item.js';
import { MergeOutbox } from './merge-outbox.js';
import { NewErasures } from '../erasure/new-erasures.js';
import { type Counters, IdentityTables, type PersonMerge, type Written } from './identity-tables.js';

export interface Resolution {
  /** In item order; the person as after the whole batch. */
  personIds: number[];
  /** Made by this batch, and what its aliases changed; also kept as unpublished until `markMergesPublished`. */
  merges: PersonMerge[];
}

interface NamedItem extends Names {
  traits: Record<string, unknown>;
  traitsOnce: Record<string, unknown>;
}

interface Decision extends Written {
  /** The erasures that were known to it. */
  erasures: number;
  graph: IdentityGraph;
}

/**
 * Who sent an event. Names that are known and say nothing new cost one look at a counter for the whole batch;
 * the rest are read, decided in memory and written in one transaction that holds the project's counter row.
 */
@Injectable()
export class IdentityStore {
  private readonly outbox: MergeOutbox;

  constructor(
    private readonly dataSource: DataSource,
    @Optional() private readonly cache: IdentityCache = new IdentityCache(),
  ) {
    this.outbox = new MergeOutbox(dataSource);
  }

  /**
   * Items of one project in log order, best some thousand at a time. All or nothing.
   * @param erasures the project's erasures of which the caller left the records out
   * @throws NewErasures when there are more by now
   * @throws ProjectGone
   */
  async resolve(projectId: number, items: IdentityItem[], erasures = 0): Promise<Resolution> {
    this.cache.knowErasures(projectId, erasures);
    const named = items.map(toNamed);
    const { known, news } = this.lookUp(projectId, named);
    const { graph, merges, recounts } =
      news.length > 0 ? await this.write(projectId, news, erasures) : await this.read(projectId, erasures);
    for (const { name } of news) known.set(name, graph.personOf(name).personId);
    const personIds = named.map(({ name }) => this.cache.current(projectId, known.get(name) ?? missing()));
    return { personIds, merges: [...merges, ...recounts] };
  }

  /** What ClickHouse may not have yet, aliases included, oldest first. */
  unpublishedMerges(): Promise<PersonMerge[]> {
    return this.outbox.unpublished();
  }

  /** One that was changed in the meantime stays unpublished. */
  markMergesPublished(merges: PersonMerge[]): Promise<void> {
    return this.outbox.markPublished(merges);
  }

  /** Whom the cache knows, and what has to be written. Taken down before anything is awaited: other calls may push
   * names out of the cache meanwhile. */
  private lookUp(projectId: number, items: NamedItem[]): { known: Map<string, number>; news: NamedItem[] } {
    const known = new Map<string, number>();
    const news: NamedItem[] = [];
    for (const item of items) {
      const person = this.cache.get(projectId, item.name);
      if (person) known.set(item.name, person.personId);
      if (!person || this.saysSomethingNew(projectId, item, person)) news.push(item);
    }
    return { known, news };
  }

  /** Judged by the cache alone: whatever it holds to be settled stays settled (see IdentityCache). */
  private saysSomethingNew(projectId: number, item: NamedItem, person: PersonRow): boolean {
    if (hasAny(item.traits) || hasAny(item.traitsOnce)) return true;
    if (item.identified && !person.identified) return true;
    if (item.linked === null) return false;
    const device = this.cache.get(projectId, item.linked);
    if (item.alias !== undefined) return device?.personId !== person.personId;
    return !device || (device.personId !== person.personId && !device.identified);
  }

  private async read(projectId: number, erasures: number): Promise<Decision> {
    const tables = new IdentityTables(this.dataSource.manager, projectId);
    await this.catchUp(tables, projectId, erasures, await tables.changes());
    return { graph: new IdentityGraph([]), merges: [], recounts: [], erasures };
  }

  private async write(projectId: number, news: NamedItem[], erasures: number): Promise<Decision> {
    const decision = await this.dataSource.transaction(async (manager) => {
      const tables = new IdentityTables(manager, projectId);
      const counters = await tables.lockCounters();
      await this.catchUp(tables, projectId, erasures, counters);
      const names = await tables.findNames(allNames(news));
      const graph = new IdentityGraph(names, await knownAliases(manager, projectId, news, names));
      for (const item of news) graph.apply(item, item.traits, item.traitsOnce);
      return { graph, erasures, ...(await tables.write(graph.finish(counters.lastPersonId), counters)) };
    });
    this.remember(projectId, decision, news);
    return decision;
  }

  /** Only after the commit: a rolled back batch must leave no trace. */
  private remember(projectId: number, { graph, merges, erasures }: Decision, news: NamedItem[]): void {
    const sequence = merges[0]?.sequence ?? 0;
    const pairs = merges.map(({ fromPersonId, intoPersonId }) => ({
      from: fromPersonId,
      into: intoPersonId,
    }));
    this.cache.advance(projectId, sequence, pairs);
    // Somebody may have been erased since, and be remembered under a name that is nobody's now.
    if (erasures < this.cache.lastErasure(projectId)) return;
    for (const name of allNames(news)) this.cache.set(projectId, name, graph.personOf(name));
  }

  /** Learns what other processes have merged; on the first call the cache is empty and there is nothing to learn. */
  private async catchUp(
    tables: IdentityTables,
    projectId: number,
    erasures: number,
    { lastMerge: last, lastErasure }: Pick<Counters, 'lastMerge' | 'lastErasure'>,
  ): Promise<void> {
    if (lastErasure > erasures) throw new NewErasures(projectId);
    const seen = this.cache.sequence(projectId) ?? last;
    const merges = last > seen ? await tables.mergesSince(seen) : [];
    this.cache.advance(projectId, last, merges);
  }
}

/** Nothing is read for a batch that says nothing of aliases, as most do. */
async function knownAliases(
  manager: EntityManager,
  projectId: number,
  items: NamedItem[],
  names: KnownName[],
): Promise<KnownAlias[]> {
  const events = items.flatMap(({ alias }) => (alias === undefined ? [] : [alias]));
  if (events.length === 0) return [];
  const people = new Set(names.map(({ personId }) => personId));
  return new AliasTables(manager, projectId).known(events, [...people]);
}

function allNames(items: NamedItem[]): string[] {
  return [...new Set(items.flatMap(({ name, linked }) => (linked === null ? [name] : [name, linked])))];
}

function missing(): never {
  throw new Error('a name has no person after its batch was resolved');
}

const NOTHING = {};

/** Members one by one: it is made for each event, and spreading takes several times as long. */
function toNamed(item: IdentityItem): NamedItem {
  const { name, linked, identified, alias } = namesOf(item);
  const { traits = NOTHING, traitsOnce = NOTHING } = item;
  return { name, linked, identified, alias, traits, traitsOnce };
}

function hasAny(properties: object): boolean {
  for (const _ in properties) return true;
  return false;
}
