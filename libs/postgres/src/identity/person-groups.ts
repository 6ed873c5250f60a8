import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type AliasEdge, unitedProperties } from './alias-roots.js';

/** Somebody as reports count them: a person together with all who are aliased with them. */
export interface PersonGroup {
  personId: number;
  /** All people in it, itself included. */
  memberIds: number[];
  identified: boolean;
  properties: Record<string, unknown>;
  createdAt: Date;
  /**
   * Users' ids before those of devices, of these the person's own before those of who is aliased with them, then by name;
   * at most as many as were asked for.
   */
  distinctIds: string[];
  distinctIdCount: number;
}

interface MemberRow {
  root: number;
  personId: number;
  identified: boolean;
  properties: Record<string, unknown>;
  createdAt: Date;
}

interface NameRow {
  root: number;
  name: string;
  total: number;
}

/** People as reports count them, through merges and aliases. */
@Injectable()
export class PersonGroups {
  constructor(private readonly dataSource: DataSource) {}

  /** As whom this person counts today; null for nobody. */
  async rootOf(projectId: number, personId: number): Promise<number | null> {
    const rows = await this.dataSource.query<{ root: number }[]>(
      `SELECT coalesce(a.root_person_id, p.person_id) AS root
       FROM (SELECT coalesce((SELECT into_person_id FROM person_merges
                              WHERE project_id = $1 AND from_person_id = $2), $2::int) AS id) AS now
       JOIN persons p ON p.project_id = $1 AND p.person_id = now.id
       LEFT JOIN alias_members a ON a.project_id = $1 AND a.person_id = now.id`,
      [projectId, personId],
    );
    return rows[0]?.root ?? null;
  }

  /** As whom each of these people counts today; those of nobody are left out. */
  async rootsOf(projectId: number, personIds: number[]): Promise<Map<number, number>> {
    const rows = await this.dataSource.query<{ asked: number; root: number }[]>(
      `SELECT asked.id AS asked, coalesce(a.root_person_id, p.person_id) AS root
       FROM unnest($2::int[]) AS asked (id)
       LEFT JOIN person_merges m ON m.project_id = $1 AND m.from_person_id = asked.id
       JOIN persons p ON p.project_id = $1 AND p.person_id = coalesce(m.into_person_id, asked.id)
       LEFT JOIN alias_members a ON a.project_id = $1 AND a.person_id = p.person_id`,
      [projectId, [...new Set(personIds)]],
    );
    return new Map(rows.map(({ asked, root }) => [asked, root]));
  }

  /** @param roots who count as themselves; the answer is in their order */
  async load(projectId: number, roots: number[], maxNames: number): Promise<PersonGroup[]> {
    if (roots.length === 0) return [];
    const members = await this.dataSource.query<MemberRow[]>(MEMBERS, [projectId, roots]);
    const names = await this.dataSource.query<NameRow[]>(namesOf(GROUPS), [projectId, roots, maxNames]);
    const aliased = members.filter(({ root, personId }) => root !== personId);
    const edges = aliased.length > 0 ? await this.edges(projectId, members) : [];
    const [membersOf, calledOf] = [byRoot(members), byRoot(names)];
    return roots.flatMap((root) => toGroup(root, membersOf.get(root) ?? [], calledOf.get(root) ?? [], edges));
  }

  /** The names of several who count as themselves, once all of them count as `root`; in the order of `distinctIds`. */
  async namesTogether(
    projectId: number,
    { root, roots }: { root: number; roots: number[] },
    maxNames: number,
  ): Promise<string[]> {
    const groups = `SELECT $4::int AS root, person_id FROM (${GROUPS}) AS own`;
    const rows = await this.dataSource.query<NameRow[]>(namesOf(groups), [projectId, roots, maxNames, root]);
    return rows.map(({ name }) => name);
  }

  private edges(projectId: number, members: MemberRow[]): Promise<AliasEdge[]> {
    return this.dataSource.query(
      `SELECT id, from_person_id AS "from", into_person_id AS "into" FROM person_aliases
       WHERE project_id = $1 AND state = 'active' AND from_person_id = ANY($2)`,
      [projectId, members.map(({ personId }) => personId)],
    );
  }
}

function byRoot<Row extends { root: number }>(rows: Row[]): Map<number, Row[]> {
  const found = new Map<number, Row[]>();
  for (const row of rows) {
    const own = found.get(row.root);
    if (own) own.push(row);
    else found.set(row.root, [row]);
  }
  return found;
}

/** @param edges also of others */
function toGroup(root: number, own: MemberRow[], theirs: NameRow[], edges: AliasEdge[]): PersonGroup[] {
  if (own.length === 0) return [];
  const propertiesOf = new Map(own.map(({ personId, properties }) => [personId, properties]));
  return [
    {
      personId: root,
      memberIds: own.map(({ personId }) => personId),
      identified: own.some(({ identified }) => identified),
      properties: unitedProperties(
        root,
        own.length === 1 ? [] : edges.filter(({ from }) => propertiesOf.has(from)),
        propertiesOf,
      ),
      createdAt: new Date(Math.min(...own.map(({ createdAt }) => createdAt.getTime()))),
      distinctIds: theirs.map(({ name }) => name),
      distinctIdCount: theirs[0]?.total ?? 0,
    },
  ];
}

const GROUPS = `
  SELECT root AS root, root AS person_id FROM unnest($2::int[]) AS asked (root)
  UNION
  SELECT root_person_id, person_id FROM alias_members WHERE project_id = $1 AND root_person_id = ANY($2)`;

const MEMBERS = `
  SELECT g.root, p.person_id AS "personId", p.identified, p.properties, p.created_at AS "createdAt"
  FROM (${GROUPS}) AS g JOIN persons p ON p.project_id = $1 AND p.person_id = g.person_id
  ORDER BY g.root, p.person_id`;

/** Ids that devices make up for themselves. Of names from before users' ids were noted it is all that tells them apart. */
const MADE_UP = '^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$';

/** @param groups SQL of rows of `root` and `person_id` */
const namesOf = (groups: string) => `
  SELECT root, name, total FROM (
    SELECT g.root, d.distinct_id AS name, count(*) OVER (PARTITION BY g.root)::int AS total,
           row_number() OVER (PARTITION BY g.root ORDER BY NOT d.is_known, d.person_id <> g.root,
                                                           d.distinct_id ~ '${MADE_UP}', d.distinct_id) AS place
    FROM (${groups}) AS g JOIN distinct_ids d ON d.project_id = $1 AND d.person_id = g.person_id) AS named
  WHERE place <= $3 ORDER BY root, place`;
