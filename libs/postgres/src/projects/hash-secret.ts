import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';

/** The key of a project's hashes, made when it is first asked for and never changed: equal values stay equal. */
export async function hashSecretOf(dataSource: DataSource, projectId: number): Promise<Buffer> {
  const [row] = await dataSource.query<{ secret: Buffer }[]>(
    `INSERT INTO hash_secrets (project_id, secret) VALUES ($1, $2)
     ON CONFLICT (project_id) DO UPDATE SET secret = hash_secrets.secret
     RETURNING secret`,
    [projectId, randomBytes(32)],
  );
  if (!row) throw new Error(`project ${projectId} has no key for its hashes`);
  return row.secret;
}
