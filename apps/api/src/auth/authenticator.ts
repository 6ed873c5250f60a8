import { ProblemException } from '@groundswell/platform';
import { Injectable } from '@nestjs/common';
import { ApiTokensService } from './api-tokens.service.js';
import type { ApiRequest, Principal } from './principal.js';
import { SESSION_COOKIE } from './session-cookie.js';
import { SessionsService } from './sessions.service.js';

/** Finds out who is asking: a bearer token when there is one, else the session cookie. */
@Injectable()
export class Authenticator {
  constructor(
    private readonly sessions: SessionsService,
    private readonly tokens: ApiTokensService,
  ) {}

  /** @throws ProblemException 401 */
  async authenticate(request: ApiRequest): Promise<Principal> {
    const principal = await this.identify(request);
    if (principal) return principal;
    throw new ProblemException(
      401,
      bearerOf(request) === undefined
        ? 'Sign in at POST /api/auth/login, or send an API token as "Authorization: Bearer gs_…".'
        : 'This access token is not known, was revoked or has expired.',
    ).coded(bearerOf(request) === undefined ? 'not_signed_in' : 'token_unknown');
  }

  /** Null when the request carries nothing that is still valid. */
  async identify(request: ApiRequest): Promise<Principal | null> {
    const bearer = bearerOf(request);
    if (bearer !== undefined) {
      return (await this.sessions.byAccessToken(bearer)) ?? (await this.tokens.find(bearer));
    }
    const cookie = request.cookies?.[SESSION_COOKIE];
    return cookie ? this.sessions.byCookie(cookie) : null;
  }
}

function bearerOf(request: ApiRequest): string | undefined {
  const match = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '');
  return match?.[1];
}
