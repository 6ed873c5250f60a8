import { ProblemException } from '@groundswell/platform';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { CHANGES_NOTHING, PERMISSION, PUBLIC } from './access.decorators.js';
import { Authenticator } from './authenticator.js';
import { noSuchProject } from './no-such-project.js';
import { type Permission, isGranted, rolesWith } from './permissions.js';
import type { ApiRequest, Principal } from './principal.js';
import { ProjectAccessService } from './project-access.service.js';
import { isSameOrigin } from './same-origin.js';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Stands before every route under `/api`: shut unless marked `@Public()`. In order: who is asking (401), may
 * this credential write, and from this page (403), is the project one of theirs (404, so that nothing leaks),
 * does their role reach (403). Routes outside `/api` (the collector's) have keys of their own.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
    private readonly projectAccess: ProjectAccessService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<ApiRequest>();
    if (!isApiRoute(request) || this.marked<boolean>(PUBLIC, context)) return true;
    const principal = await this.authenticator.authenticate(request);
    request.principal = principal;
    const changes = !READING.has(request.method) && !this.marked<boolean>(CHANGES_NOTHING, context);
    if (changes) mustBeAllowedToWrite(principal, request);
    const permission = this.marked<Permission>(PERMISSION, context) ?? (changes ? 'manage' : 'read');
    await this.enterProject(request, principal, permission);
    return true;
  }

  private async enterProject(
    request: ApiRequest,
    principal: Principal,
    permission: Permission,
  ): Promise<void> {
    const { projectId } = request.params as { projectId?: string };
    if (projectId === undefined) return;
    const access = await this.projectAccess.find(principal.user.id, projectId);
    if (!access) throw noSuchProject();
    if (!isGranted(access.role, permission)) throw tooLow(access.role, permission);
    request.projectAccess = access;
  }

  private marked<T>(key: string, context: ExecutionContext): T | undefined {
    return this.reflector.getAllAndOverride<T | undefined>(key, [context.getHandler(), context.getClass()]);
  }
}

function isApiRoute(request: ApiRequest): boolean {
  const route = request.routeOptions.url ?? '';
  return route === '/api' || route.startsWith('/api/');
}

function mustBeAllowedToWrite(principal: Principal, request: ApiRequest): void {
  if (!principal.canWrite) {
    throw new ProblemException(403, 'This API token may only read. Use one with the scope "write".').coded(
      'token_reads_only',
    );
  }
  if (principal.via === 'session' && !isSameOrigin(request)) {
    throw new ProblemException(
      403,
      'This request came from another site. Send it from our own pages, or with a bearer token.',
    ).coded('other_site');
  }
}

function tooLow(role: string, permission: Permission): ProblemException {
  const needed = rolesWith(permission).join(', ');
  return new ProblemException(
    403,
    `Your role in this project is ${role}; this needs one of: ${needed}.`,
  ).coded('role_too_low', {
    role,
    needed,
  });
}
