import { type ExperimentEntity, ExperimentLayerEntity } from '@groundswell/postgres';
import type { EntityManager } from 'typeorm';
import { experimentsOfLayer } from './experiments-of.js';

/**
 * With the start of an experiment: a layer of before goes over to the hash whose shares are even, unless another of its
 * experiments runs, whose people would move (docs/adr/0041-layers-by-the-second-hash.md). The layer is locked by then.
 */
export async function takeEvenHash(
  manager: EntityManager,
  { projectId, assignment: { layer } }: ExperimentEntity,
): Promise<void> {
  if (!layer) return;
  const runs = await experimentsOfLayer(manager, projectId, layer.id, ['running']).getExists();
  const where = { projectId, id: layer.id, hashVersion: 1 as const };
  if (!runs) await manager.update(ExperimentLayerEntity, where, { hashVersion: 2 });
}
