import type { EntityManager } from 'typeorm';
import { AliasTables, type NewAlias } from './alias-tables.js';
import { storableJson } from '../storable/storable.js';
import type { ChangedPerson, IdentityChanges, KnownName, NewName, NewPerson } from './identity-graph.js';
import { ProjectGone } from '../projects/project-gone.js';

export interface PersonMerge {
  projectId: number;
  fromPersonId: number;
  intoPersonId: number;
  /** Rises with time within the project: of two merges of the same person the higher one holds. */
  sequence: number;
}

export interface Written {
  /** For good: names of the one are names of the other now. */
  merges: PersonMerge[];
  /** By aliases: the one counts as the other for as long as they are active. */
  recounts: PersonMerge[];
}

const NOTHING_WRITTEN: Written = { merges: [], recounts: [] };

export interface Counters {
  lastPersonId: number;
  lastMerge: number;
  lastErasure: number;
}

/** The statements of one project's identities, each one round trip for a whole batch. */
export class IdentityTables {
  constructor(
    private readonly manager: EntityManager,
    private readonly projectId: number,
  ) {}

  /**
   * Every change of who is who begins here, so two processes never decide about the same names at once.
   * @throws ProjectGone
   */
  async lockCounters(): Promise<Counters> {
    const found = await this.selectCountersForUpdate();
    if (found) return found;
    // Under a lock of the project, which is there until this ends or not at all.
    await this.manager.query(
      `INSERT INTO person_counters (project_id) SELECT id FROM projects WHERE id = $1 FOR KEY SHARE
       ON CONFLICT DO NOTHING`,
      [this.projectId],
    );
    const made = await this.selectCountersForUpdate();
    if (!made) throw new ProjectGone(this.projectId);
    return made;
  }

  /** 0 before the first of each. */
  async changes(): Promise<Pick<Counters, 'lastMerge' | 'lastErasure'>> {
    const rows = await this.manager.query<Pick<Counters, 'lastMerge' | 'lastErasure'>[]>(
      `SELECT last_merge AS "lastMerge", last_erasure AS "lastErasure" FROM person_counters WHERE project_id = $1`,
      [this.projectId],
    );
    return rows[0] ?? { lastMerge: 0, lastErasure: 0 };
  }

  async mergesSince(sequence: number): Promise<{ from: number; into: number }[]> {
    return this.manager.query(
      `SELECT from_person_id AS "from", into_person_id AS "into" FROM person_merges
       WHERE project_id = $1 AND sequence > $2`,
      [this.projectId, sequence],
    );
  }

  async findNames(names: string[]): Promise<KnownName[]> {
    return this.manager.query(
      `SELECT d.distinct_id AS name, d.person_id AS "personId", p.identified, p.properties,
              NOT p.identified AND EXISTS (
                SELECT 1 FROM person_aliases a WHERE a.project_id = p.project_id AND a.state = 'active'
                  AND p.person_id IN (a.from_person_id, a.into_person_id)) AS aliased
       FROM ${given('$2::text[]', 'distinct_id')}
       JOIN distinct_ids d USING (project_id, distinct_id)
       JOIN persons p USING (project_id, person_id)`,
      [this.projectId, names],
    );
  }

  /** Whom each of these ids stands for today; those of nobody are left out. */
  async livingPersons(personIds: number[]): Promise<Map<number, number>> {
    const rows = await this.manager.query<{ asked: number; living: number }[]>(
      `SELECT given.id AS asked, p.person_id AS living
       FROM ${given('$2::int[]', 'id')}
       LEFT JOIN person_merges m ON m.project_id = given.project_id AND m.from_person_id = given.id
       JOIN persons p ON p.project_id = given.project_id AND p.person_id = coalesce(m.into_person_id, given.id)`,
      [this.projectId, personIds],
    );
    return new Map(rows.map(({ asked, living }) => [asked, living]));
  }

  async setCounters({ lastPersonId, lastMerge }: Omit<Counters, 'lastErasure'>): Promise<void> {
    await this.manager.query(
      'UPDATE person_counters SET last_person_id = $2, last_merge = $3 WHERE project_id = $1',
      [this.projectId, lastPersonId, lastMerge],
    );
  }

  /** Writes all changes and returns the merges, those re-pointed by another one included, and what aliases changed. */
  async write(changes: IdentityChanges, counters: Counters): Promise<Written> {
    const { newPersons, newNames, knownNames, changedPersons, merges, aliases } = changes;
    if (newPersons.length > 0) await this.insertPersons(newPersons);
    if (newNames.length > 0) await this.insertNames(newNames);
    if (knownNames.length > 0) await this.markKnown(knownNames);
    const sequence = counters.lastMerge + Number(merges.length + aliases.length > 0);
    const written = merges.length > 0 ? await this.merge(merges, sequence) : NOTHING_WRITTEN;
    const recounts = aliases.length > 0 ? await this.alias(aliases, sequence) : [];
    if (changedPersons.length > 0) await this.updatePersons(changedPersons);
    const lastPersonId = counters.lastPersonId + newPersons.length;
    if (newPersons.length > 0 || sequence > counters.lastMerge) {
      await this.setCounters({ lastPersonId, lastMerge: sequence });
    }
    return { merges: written.merges, recounts: [...written.recounts, ...recounts] };
  }

  /** The project first, as its deletion locks in that order too. */
  private async selectCountersForUpdate(): Promise<Counters | undefined> {
    const rows = await this.manager.query<Counters[]>(
      `SELECT c.last_person_id AS "lastPersonId", c.last_merge AS "lastMerge",
              c.last_erasure AS "lastErasure"
       FROM projects p JOIN person_counters c ON c.project_id = p.id
       WHERE p.id = $1 FOR KEY SHARE OF p FOR UPDATE OF c`,
      [this.projectId],
    );
    return rows[0];
  }

  private async insertPersons(persons: NewPerson[]): Promise<void> {
    await this.manager.query(
      `INSERT INTO persons (project_id, person_id, identified, properties)
       SELECT $1::int, * FROM unnest($2::int[], $3::boolean[], $4::jsonb[])`,
      [
        this.projectId,
        persons.map((person) => person.personId),
        persons.map((person) => person.identified),
        persons.map((person) => toJson(person.properties)),
      ],
    );
  }

  private async insertNames(names: NewName[]): Promise<void> {
    await this.manager.query(
      `INSERT INTO distinct_ids (project_id, distinct_id, person_id, is_known)
       SELECT $1::int, * FROM unnest($2::text[], $3::int[], $4::boolean[])`,
      [
        this.projectId,
        names.map(({ name }) => name),
        names.map(({ personId }) => personId),
        names.map(({ isKnown }) => isKnown),
      ],
    );
  }

  private async markKnown(names: string[]): Promise<void> {
    await this.manager.query(
      `UPDATE distinct_ids d SET is_known = true FROM ${given('$2::text[]', 'distinct_id')}
       WHERE d.project_id = given.project_id AND d.distinct_id = given.distinct_id`,
      [this.projectId, names],
    );
  }

  private async updatePersons(persons: ChangedPerson[]): Promise<void> {
    await this.manager.query(
      `UPDATE persons p
       SET identified = p.identified OR given.identified, properties = given.under || p.properties || given.set
       FROM ${given('$2::int[], $3::boolean[], $4::jsonb[], $5::jsonb[]', 'person_id, identified, under, set')}
       WHERE p.project_id = given.project_id AND p.person_id = given.person_id`,
      [
        this.projectId,
        persons.map((person) => person.personId),
        persons.map((person) => person.identified),
        persons.map((person) => toJson(person.under)),
        persons.map((person) => toJson(person.set)),
      ],
    );
  }

  private async alias(said: NewAlias[], sequence: number): Promise<PersonMerge[]> {
    const aliases = new AliasTables(this.manager, this.projectId);
    await aliases.insert(said);
    const people = said.filter(({ superseded }) => !superseded).flatMap(({ from, into }) => [from, into]);
    return this.named(await aliases.regroup([...new Set(people)], sequence), sequence);
  }

  private async merge(merges: { from: number; into: number }[], sequence: number): Promise<Written> {
    const pairs = [this.projectId, merges.map(({ from }) => from), merges.map(({ into }) => into)];
    await this.manager.query(REPOINT_NAMES, pairs);
    const flattened = await this.manager.query<MergeRow[]>(FLATTEN_EARLIER_MERGES, [...pairs, sequence]);
    await this.manager.query(INSERT_MERGES, [...pairs, sequence]);
    await this.manager.query(REMOVE_MERGED_PERSONS, pairs);
    const aliases = new AliasTables(this.manager, this.projectId);
    const bereft = await aliases.supersede(merges.map(({ from }) => from));
    const recounts = bereft.length > 0 ? await aliases.regroup(bereft, sequence) : [];
    return {
      merges: this.named([...flattened, ...merges], sequence),
      recounts: this.named(recounts, sequence),
    };
  }

  private named(pairs: MergeRow[], sequence: number): PersonMerge[] {
    const { projectId } = this;
    return pairs.map(({ from, into }) => ({ projectId, fromPersonId: from, intoPersonId: into, sequence }));
  }
}

interface MergeRow {
  from: number;
  into: number;
}

/**
 * The rows of these arrays, each with the project of the statement ($1), as `given`. Where a statement compares with the
 * project itself, PostgreSQL estimates by what it last noted of the table, and of a project that is newer than that it
 * expects one row: it then reads all of the project for each row asked for (docs/performance.md). OFFSET 0 keeps it from
 * seeing that the project of `given` is the same in every row.
 */
const given = (arrays: string, columns: string): string =>
  `(SELECT $1::int AS project_id, each.* FROM unnest(${arrays}) AS each (${columns}) OFFSET 0) AS given`;

const PAIRS = given('$2::int[], $3::int[]', '"from", "into"');

const REPOINT_NAMES = `
  UPDATE distinct_ids d SET person_id = given."into" FROM ${PAIRS}
  WHERE d.project_id = given.project_id AND d.person_id = given."from"`;

/** X into A becomes X into B when A goes into B, and must be published anew. */
const FLATTEN_EARLIER_MERGES = `
  WITH flattened AS (
    UPDATE person_merges m SET into_person_id = given."into", sequence = $4, published = false FROM ${PAIRS}
    WHERE m.project_id = given.project_id AND m.into_person_id = given."from"
    RETURNING m.from_person_id, m.into_person_id)
  SELECT from_person_id AS "from", into_person_id AS "into" FROM flattened`;

const INSERT_MERGES = `
  INSERT INTO person_merges (project_id, from_person_id, into_person_id, sequence)
  SELECT project_id, "from", "into", $4 FROM ${PAIRS}`;

/** The survivor has been around since the earlier of the two. */
const REMOVE_MERGED_PERSONS = `
  WITH removed AS (
    DELETE FROM persons p USING ${PAIRS} WHERE p.project_id = given.project_id AND p.person_id = given."from"
    RETURNING given.project_id, given."into", p.created_at),
  earliest AS (
    SELECT project_id, "into", min(created_at) AS created_at FROM removed GROUP BY project_id, "into")
  UPDATE persons p SET created_at = least(p.created_at, earliest.created_at) FROM earliest
  WHERE p.project_id = earliest.project_id AND p.person_id = earliest."into"`;

function toJson(value: Record<string, unknown>): string {
  return JSON.stringify(storableJson(value));
}
