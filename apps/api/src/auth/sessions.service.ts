import { SessionEntity, UserEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LessThan, MoreThan, Not, Repository } from 'typeorm';
import { createHash } from 'node:crypto';
import type { Principal } from './principal.js';
import { randomBase62, sha256 } from './secrets.js';

export const SESSION_DAYS = 14;

export interface OpenedSession {
  /** For the httpOnly cookie. */
  cookie: string;
  /** The same session for scripts, as `Authorization: Bearer`; it cannot be turned back into the cookie. */
  accessToken: string;
  expiresAt: Date;
}

/** Sessions are kept as the SHA-256 of their access token; they end by time, sign-out or a new password. */
@Injectable()
export class SessionsService {
  constructor(
    @InjectRepository(SessionEntity) private readonly sessions: Repository<SessionEntity>,
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
  ) {}

  async open(userId: number): Promise<OpenedSession> {
    const cookie = randomBase62(43);
    const accessToken = accessTokenOf(cookie);
    const expiresAt = new Date(Date.now() + SESSION_DAYS * 86_400_000);
    await this.sessions.insert({ tokenHash: sha256(accessToken), userId, expiresAt });
    await this.sessions.delete({ userId, expiresAt: LessThan(new Date()) });
    return { cookie, accessToken, expiresAt };
  }

  byCookie(cookie: string): Promise<Principal | null> {
    return this.find(accessTokenOf(cookie), 'session');
  }

  byAccessToken(accessToken: string): Promise<Principal | null> {
    return this.find(accessToken, 'accessToken');
  }

  async close(tokenHash: Buffer): Promise<void> {
    await this.sessions.delete({ tokenHash });
  }

  /** Ends every session of a person but the given one. */
  async closeOthers(userId: number, keep?: Buffer): Promise<void> {
    await this.sessions.delete({ userId, ...(keep ? { tokenHash: Not(keep) } : {}) });
  }

  private async find(accessToken: string, via: Principal['via']): Promise<Principal | null> {
    const tokenHash = sha256(accessToken);
    const session = await this.sessions.findOneBy({ tokenHash, expiresAt: MoreThan(new Date()) });
    const user = session && (await this.users.findOneBy({ id: session.userId }));
    return user ? { user, via, canWrite: true, sessionHash: tokenHash } : null;
  }
}

/** One-way: whoever sees the access token does not get the cookie. */
function accessTokenOf(cookie: string): string {
  return `gs_${createHash('sha256').update(`access token of ${cookie}`).digest('base64url')}`;
}
