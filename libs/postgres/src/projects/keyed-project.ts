import type { DataSource } from 'typeorm';
import { hashSecretOf } from './hash-secret.js';
import type { ProjectEntity } from './project.entity.js';

/** A project as whoever takes its events in needs it. */
export interface KeyedProject extends ProjectEntity {
  /** Key of its hashes; null where no rule hashes. */
  hashSecret: Buffer | null;
}

export async function keyedProject(dataSource: DataSource, project: ProjectEntity): Promise<KeyedProject> {
  const hashes = project.privacyRules.some(({ action }) => action === 'hash');
  return { ...project, hashSecret: hashes ? await hashSecretOf(dataSource, project.id) : null };
}
