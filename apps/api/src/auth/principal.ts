import type { ProjectEntity, UserEntity } from '@groundswell/postgres';
import type { Role } from '@groundswell/contracts';
import type { FastifyRequest } from 'fastify';

/** Who is asking, and by what. */
export interface Principal {
  user: UserEntity;
  /** `session`: browser cookie; `accessToken`: the same session as a bearer; `apiToken`: a personal token. */
  via: 'session' | 'accessToken' | 'apiToken';
  /** May this call change anything? False for API tokens without the scope `write`. */
  canWrite: boolean;
  /** Key of the session in its table, for signing out. */
  sessionHash?: Buffer;
}

/** The project of `/api/projects/:projectId/…` and what the caller is in it. */
export interface ProjectAccess {
  project: ProjectEntity;
  role: Role;
}

export interface ApiRequest extends FastifyRequest {
  principal?: Principal;
  projectAccess?: ProjectAccess;
}
