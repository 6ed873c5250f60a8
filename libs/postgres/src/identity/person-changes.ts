import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { PersonGroups } from './person-groups.js';

/** What is known of somebody as reports count them. */
export interface KnownPerson {
  personId: number;
  properties: Record<string, unknown>;
}

interface Portion {
  people: number[];
  /** Of the newest change in it. */
  version: string;
  whole: boolean;
}

/** Changes at a time. */
const PORTION = 20_000;
/** With the project's number a key of its own among the advisory locks of this database. */
const FOLLOW_LOCK = 716_024;

/** Hands on of whom something else is known than the last time (docs/adr/0017-person-properties.md). */
@Injectable()
export class PersonChanges {
  constructor(
    private readonly dataSource: DataSource,
    private readonly groups: PersonGroups,
  ) {}

  /**
   * Gives `take` everybody who changed before it was called, in portions, each with a version above those before it. One
   * process at a time for a project: what is taken is read after all that was taken before was stored.
   */
  async follow(
    projectId: number,
    take: (people: KnownPerson[], version: string) => Promise<void>,
  ): Promise<void> {
    const newest = await this.newest(projectId);
    if (newest === null) return;
    for (let more = true; more;) {
      more = await this.alone(projectId, async (manager) => {
        const portion = await nextPortion(manager, projectId);
        if (portion === null) return false;
        await take(await this.known(projectId, portion.people), portion.version);
        await manager.query('DELETE FROM person_changes WHERE project_id = $1 AND version <= $2', [
          projectId,
          portion.version,
        ]);
        return portion.whole && BigInt(portion.version) < newest;
      });
    }
  }

  /** Projects with changes that are not handed on. */
  async waiting(): Promise<number[]> {
    const rows = await this.dataSource.query<{ projectId: number }[]>(
      'SELECT DISTINCT project_id AS "projectId" FROM person_changes ORDER BY 1',
    );
    return rows.map(({ projectId }) => projectId);
  }

  /** Waits until nobody is being handed on; whoever is erased by now is handed on by nobody any more. */
  async settled(projectId: number): Promise<void> {
    await this.alone(projectId, () => Promise.resolve());
  }

  /** Hands on people by another road, alone with the project's as `follow` is. */
  exclusively<T>(projectId: number, work: () => Promise<T>): Promise<T> {
    return this.alone(projectId, work);
  }

  private async newest(projectId: number): Promise<bigint | null> {
    const [row] = await this.dataSource.query<{ newest: string | null }[]>(
      'SELECT max(version) AS newest FROM person_changes WHERE project_id = $1',
      [projectId],
    );
    return row?.newest == null ? null : BigInt(row.newest);
  }

  private alone<T>(projectId: number, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock($1, $2)', [FOLLOW_LOCK, projectId]);
      return work(manager);
    });
  }

  /** As whom they count now, each group once. Who is no more, or is somebody else's device, is not known. */
  private async known(projectId: number, people: number[]): Promise<KnownPerson[]> {
    const roots = await this.dataSource.query<{ root: number }[]>(ROOTS, [projectId, people]);
    const found = await this.groups.load(
      projectId,
      roots.map(({ root }) => root),
      0,
    );
    return found.map(({ personId, properties }) => ({ personId, properties }));
  }
}

async function nextPortion(manager: EntityManager, projectId: number): Promise<Portion | null> {
  const changes = await manager.query<{ personId: number; version: string }[]>(
    `SELECT person_id AS "personId", version FROM person_changes WHERE project_id = $1 ORDER BY version LIMIT $2`,
    [projectId, PORTION],
  );
  const last = changes.at(-1);
  if (!last) return null;
  const people = [...new Set(changes.map(({ personId }) => personId))];
  return { people, version: last.version, whole: changes.length === PORTION };
}

const ROOTS = `
  SELECT DISTINCT coalesce(a.root_person_id, p.person_id) AS root
  FROM persons p LEFT JOIN alias_members a ON a.project_id = p.project_id AND a.person_id = p.person_id
  WHERE p.project_id = $1 AND p.person_id = ANY($2)`;
