import type { EntityManager } from 'typeorm';
import { type AliasEdge, aliasRoots } from './alias-roots.js';

export interface NewAlias {
  from: number;
  into: number;
  fromName?: string;
  intoName?: string;
  /** Message id of the event that says so. */
  eventId?: string;
  /** The member who says so. */
  userId?: number;
  reason?: string;
  /** Taken back by a later item of its own batch. */
  superseded?: boolean;
}

/** An alias that is written down already, as far as it bears on what is said next. */
export interface KnownAlias {
  from: number;
  into: number;
  eventId: string | null;
  active: boolean;
}

/** Person `from` counts as `into` from now on. */
export interface Recount {
  from: number;
  into: number;
}

/** The statements of one project's aliases. Only under the lock of its counters. */
export class AliasTables {
  constructor(
    private readonly manager: EntityManager,
    private readonly projectId: number,
  ) {}

  /** Those that these events made, and the active ones between two of these people. */
  async known(eventIds: string[], people: number[]): Promise<KnownAlias[]> {
    return this.manager.query(
      `SELECT from_person_id AS "from", into_person_id AS "into", event_id AS "eventId", state = 'active' AS active
       FROM person_aliases
       WHERE project_id = $1 AND (event_id = ANY($2)
         OR (state = 'active' AND from_person_id = ANY($3) AND into_person_id = ANY($3)))`,
      [this.projectId, eventIds, people],
    );
  }

  /** In this order; returns their ids. */
  async insert(aliases: NewAlias[]): Promise<number[]> {
    const column = <T>(pick: (alias: NewAlias) => T | undefined) =>
      aliases.map((alias) => pick(alias) ?? null);
    const rows = await this.manager.query<{ id: number }[]>(INSERT_ALIASES, [
      this.projectId,
      column(({ from }) => from),
      column(({ into }) => into),
      column(({ fromName }) => fromName),
      column(({ intoName }) => intoName),
      column(({ eventId }) => eventId),
      column(({ userId }) => userId),
      column(({ reason }) => reason),
      column(({ superseded }) => (superseded ? 'superseded' : 'active')),
    ]);
    return rows.map(({ id }) => id);
  }

  /**
   * These people are somebody else's devices now and no longer people of their own: what was said of them goes with
   * them nowhere, as it would make one person of two that are known. Returns whom they were aliased with.
   */
  async supersede(removed: number[]): Promise<number[]> {
    const rows = await this.manager.query<{ from: number; into: number }[]>(SUPERSEDE, [
      this.projectId,
      removed,
    ]);
    await this.manager.query('DELETE FROM alias_members WHERE project_id = $1 AND person_id = ANY($2)', [
      this.projectId,
      removed,
    ]);
    const gone = new Set(removed);
    return rows.flatMap(({ from, into }) => [from, into]).filter((person) => !gone.has(person));
  }

  /** Writes down as whom these people and all that are aliased with them count from now on; returns what changed. */
  async regroup(people: number[], sequence: number): Promise<Recount[]> {
    const group = await this.groupOf(people);
    const [edges, before] = [await this.edgesOf(group), await this.rootsOf(group)];
    const changed = [...aliasRoots(group, edges)].filter(
      ([person, root]) => (before.get(person) ?? person) !== root,
    );
    if (changed.length === 0) return [];
    const ids = changed.map(([person]) => person);
    await this.manager.query(SET_ROOTS, [this.projectId, ids, changed.map(([, root]) => root), sequence]);
    await this.manager.query(PUBLISH_DEVICES_ANEW, [this.projectId, ids, sequence]);
    return changed.map(([from, into]) => ({ from, into }));
  }

  /** Everybody who is connected with one of these by active aliases, themselves included. */
  async groupOf(people: number[]): Promise<number[]> {
    const rows = await this.manager.query<{ personId: number }[]>(GROUP, [this.projectId, people]);
    return rows.map(({ personId }) => personId);
  }

  private edgesOf(group: number[]): Promise<AliasEdge[]> {
    return this.manager.query(
      `SELECT id, from_person_id AS "from", into_person_id AS "into" FROM person_aliases
       WHERE project_id = $1 AND state = 'active' AND from_person_id = ANY($2)`,
      [this.projectId, group],
    );
  }

  private async rootsOf(group: number[]): Promise<Map<number, number>> {
    const rows = await this.manager.query<{ person: number; root: number }[]>(
      `SELECT person_id AS person, root_person_id AS root FROM alias_members
       WHERE project_id = $1 AND person_id = ANY($2)`,
      [this.projectId, group],
    );
    return new Map(rows.map(({ person, root }) => [person, root]));
  }
}

const INSERT_ALIASES = `
  INSERT INTO person_aliases (project_id, from_person_id, into_person_id, from_distinct_id, into_distinct_id,
                              event_id, user_id, reason, state)
  SELECT $1::int, from_id, into_id, from_name, into_name, event_id, user_id, reason, state
  FROM unnest($2::int[], $3::int[], $4::text[], $5::text[], $6::text[], $7::int[], $8::text[], $9::text[])
    WITH ORDINALITY AS n (from_id, into_id, from_name, into_name, event_id, user_id, reason, state, place)
  ORDER BY place
  RETURNING id`;

const SUPERSEDE = `
  WITH ended AS (
    UPDATE person_aliases SET state = 'superseded', ended_at = now()
    WHERE project_id = $1 AND state = 'active' AND (from_person_id = ANY($2) OR into_person_id = ANY($2))
    RETURNING from_person_id, into_person_id)
  SELECT from_person_id AS "from", into_person_id AS "into" FROM ended`;

const GROUP = `
  WITH RECURSIVE members (person_id) AS (
    SELECT unnest($2::int[])
    UNION
    SELECT CASE WHEN a.from_person_id = m.person_id THEN a.into_person_id ELSE a.from_person_id END
    FROM members m JOIN person_aliases a
      ON a.project_id = $1 AND a.state = 'active' AND m.person_id IN (a.from_person_id, a.into_person_id))
  SELECT person_id AS "personId" FROM members`;

const SET_ROOTS = `
  INSERT INTO alias_members (project_id, person_id, root_person_id, sequence)
  SELECT $1::int, now.person_id, now.root_id, $4 FROM unnest($2::int[], $3::int[]) AS now (person_id, root_id)
  ON CONFLICT (project_id, person_id)
  DO UPDATE SET root_person_id = EXCLUDED.root_person_id, sequence = EXCLUDED.sequence, published = false`;

/** Who was merged into them counts as whoever they count as. */
const PUBLISH_DEVICES_ANEW = `
  UPDATE person_merges SET sequence = $3, published = false WHERE project_id = $1 AND into_person_id = ANY($2)`;
