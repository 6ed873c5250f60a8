import type { EntityManager } from 'typeorm';

/**
 * Writes of a project's flags, and of what follows them, one after the other until the transaction ends: two cannot close a
 * circle together, and none waits for another that waits for it.
 */
export async function lockFlags(manager: EntityManager, projectId: number): Promise<void> {
  await manager.query(`SELECT pg_advisory_xact_lock(hashtext('flags'), $1)`, [projectId]);
}
