import { ProjectKeyEntity } from '@groundswell/postgres';
import type { EntityManager } from 'typeorm';
import { randomBase62 } from '../auth/secrets.js';

const PREFIXES = { write: 'gsw_', client: 'gsc_' };

/** What a key is made with; one that takes its place has the same. */
export type KeyOptions = Pick<ProjectKeyEntity, 'name' | 'environment' | 'remoteOnly' | 'givesMembers'>;

/** Keys of both kinds are public (they ship in apps), so they are kept in the clear. */
export function newKey(
  manager: EntityManager,
  projectId: number,
  kind: ProjectKeyEntity['kind'],
  more: Partial<KeyOptions> = {},
): Promise<ProjectKeyEntity> {
  const key = PREFIXES[kind] + randomBase62(32);
  const keys = manager.getRepository(ProjectKeyEntity);
  return keys.save(keys.create({ ...more, projectId, kind, key, revokedAt: null }));
}
