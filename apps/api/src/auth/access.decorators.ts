import { type ExecutionContext, SetMetadata, createParamDecorator } from '@nestjs/common';
import type { Permission } from './permissions.js';
import type { ApiRequest, Principal, ProjectAccess } from './principal.js';

export const PUBLIC = 'groundswell:public';
export const PERMISSION = 'groundswell:permission';
export const CHANGES_NOTHING = 'groundswell:changesNothing';

/** The route is open to everybody. */
export const Public = () => SetMetadata(PUBLIC, true);

/** What the caller's role must grant in the project of the route. Without it: `read` for GET, else `manage`. */
export const Requires = (permission: Permission) => SetMetadata(PERMISSION, permission);

/** A POST that only reads (a query): read-only tokens may call it. */
export const ChangesNothing = () => SetMetadata(CHANGES_NOTHING, true);

export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<ApiRequest>();
  if (!principal) throw new Error('this route is public: it has no caller');
  return principal;
});

/** The project that the guard found for `:projectId`. */
export const InProject = createParamDecorator((_: unknown, context: ExecutionContext): ProjectAccess => {
  const { projectAccess } = context.switchToHttp().getRequest<ApiRequest>();
  if (!projectAccess) throw new Error('this route has no :projectId');
  return projectAccess;
});
