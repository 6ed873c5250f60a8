import { MetricEntity } from '@groundswell/postgres';
import { type EntityManager, In } from 'typeorm';

/**
 * Metrics that something begins to use, by their ids; one that the project does not have is absent. Until the transaction ends
 * whoever archives, deletes or redefines one of them waits, and then finds that it is in use.
 */
export async function holdMetrics(
  manager: EntityManager,
  projectId: number,
  ids: number[],
): Promise<Map<number, MetricEntity>> {
  if (ids.length === 0) return new Map();
  const where = { projectId, id: In(ids) };
  const rows = await manager.find(MetricEntity, { where, lock: { mode: 'for_key_share' } });
  return new Map(rows.map((row) => [row.id, row]));
}

/** What to do about a metric that cannot be begun to be used; null where it can. */
export function whyNotUsed(metric: MetricEntity | undefined, id: number): string | null {
  if (!metric) return `this project has no metric ${id}`;
  return metric.archivedAt ? 'is archived: bring it back first, or choose another' : null;
}
