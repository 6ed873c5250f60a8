import { ApiTokenEntity, UserEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { ApiTokensService } from './api-tokens.service.js';

const NAME = "Command line on the server's own machine";

/** Lets whoever may read the data folder use the command line without making a token by hand. */
@Injectable()
export class CommandLineAccess {
  constructor(
    private readonly apiTokens: ApiTokensService,
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
    @InjectRepository(ApiTokenEntity) private readonly tokens: Repository<ApiTokenEntity>,
  ) {}

  /** A new token of the first account in place of the last one; null before there is an account. */
  async issue(): Promise<string | null> {
    const [owner] = await this.users.find({ order: { id: 'ASC' }, take: 1 });
    if (!owner) return null;
    await this.tokens.delete({ userId: owner.id, name: NAME });
    const input = { name: NAME, scopes: ['read', 'write'] as ('read' | 'write')[], expiresAt: null };
    return (await this.apiTokens.create(owner.id, input)).token;
  }
}
