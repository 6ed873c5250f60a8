import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ErasedSet } from './erased-set.js';

interface IdRow {
  hash: Buffer;
  receivedUntil: Date;
}

/** The erased ids of all projects, held in memory; asking whether there are new ones is one small look at a counter. */
@Injectable()
export class ErasedIds {
  private readonly sets = new Map<number, ErasedSet>();

  constructor(private readonly dataSource: DataSource) {}

  /** As of now. Projects without an erasure are missing. */
  async of(projectIds: number[]): Promise<Map<number, ErasedSet>> {
    if (projectIds.length === 0) return new Map();
    const counters = await this.dataSource.query<{ projectId: number; sequence: number }[]>(
      `SELECT project_id AS "projectId", last_erasure AS sequence FROM person_counters
       WHERE project_id = ANY($1::bigint[]) AND last_erasure > 0`,
      [projectIds],
    );
    const found = new Map<number, ErasedSet>();
    for (const { projectId, sequence } of counters)
      found.set(projectId, await this.upTo(projectId, sequence));
    return found;
  }

  private async upTo(projectId: number, sequence: number): Promise<ErasedSet> {
    const set = this.sets.get(projectId) ?? new ErasedSet(await this.secretOf(projectId));
    this.sets.set(projectId, set);
    if (set.sequence >= sequence) return set;
    const rows = await this.dataSource.query<IdRow[]>(
      `SELECT hash, received_until AS "receivedUntil" FROM erased_ids
       WHERE project_id = $1 AND sequence > $2`,
      [projectId, set.sequence],
    );
    for (const { hash, receivedUntil } of rows) set.add(hash, receivedUntil.getTime());
    set.advance(sequence);
    return set;
  }

  private async secretOf(projectId: number): Promise<Buffer> {
    const [row] = await this.dataSource.query<{ secret: Buffer }[]>(
      'SELECT secret FROM erasure_secrets WHERE project_id = $1',
      [projectId],
    );
    if (!row) throw new Error(`project ${projectId} has erasures but no secret for them`);
    return row.secret;
  }
}
