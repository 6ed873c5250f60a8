import { ProblemException } from '@groundswell/platform';
import { ApiTokenEntity, UserEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import type { Principal } from './principal.js';
import { randomBase62, sha256 } from './secrets.js';

export interface NewApiToken {
  name: string;
  scopes: ('read' | 'write')[];
  expiresAt: Date | null;
}

/** A use is noted at most this often, so that a busy token does not write to the table with each call. */
const USE_NOTED_EVERY_MS = 60_000;

@Injectable()
export class ApiTokensService {
  constructor(
    @InjectRepository(ApiTokenEntity) private readonly tokens: Repository<ApiTokenEntity>,
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
  ) {}

  list(userId: number): Promise<ApiTokenEntity[]> {
    return this.tokens.find({ where: { userId }, order: { id: 'DESC' } });
  }

  /** `token` is shown this once; only its hash is kept. */
  async create(userId: number, input: NewApiToken): Promise<{ row: ApiTokenEntity; token: string }> {
    const token = `gs_${randomBase62(40)}`;
    const row = await this.tokens.save(
      this.tokens.create({ ...input, userId, tokenHash: sha256(token), lastUsedAt: null }),
    );
    return { row, token };
  }

  /** @throws ProblemException 404 when it is not one of this person's tokens. */
  async revoke(userId: number, id: number): Promise<void> {
    const { affected } = await this.tokens.delete({ id, userId });
    if (!affected) throw new ProblemException(404, `You have no API token ${id}.`);
  }

  async find(token: string): Promise<Principal | null> {
    const row = await this.tokens.findOneBy({ tokenHash: sha256(token) });
    if (!row || (row.expiresAt && row.expiresAt <= new Date())) return null;
    const user = await this.users.findOneBy({ id: row.userId });
    if (!user) return null;
    await this.noteUse(row);
    return { user, via: 'apiToken', canWrite: row.scopes.length === 0 || row.scopes.includes('write') };
  }

  private async noteUse(row: ApiTokenEntity): Promise<void> {
    if (row.lastUsedAt && Date.now() - row.lastUsedAt.getTime() < USE_NOTED_EVERY_MS) return;
    await this.tokens.update(row.id, { lastUsedAt: new Date() });
  }
}
