import { ProblemException } from '@groundswell/platform';
import type { ApiTokenEntity } from '@groundswell/postgres';
import { Body, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ZodResponse } from 'nestjs-zod';
import { AuditService } from '../audit/audit.service.js';
import { ApiController } from '../http/api-controller.js';
import { idParam } from '../http/id-param.js';
import { Caller } from './access.decorators.js';
import { ApiTokensService } from './api-tokens.service.js';
import { ApiTokenListDto, type ApiTokenView, CreatedApiTokenDto, NewApiTokenDto } from './auth.dto.js';
import type { Principal } from './principal.js';

@ApiController('auth/tokens', 'Sign-in')
export class ApiTokensController {
  constructor(
    private readonly tokens: ApiTokensService,
    private readonly audit: AuditService,
  ) {}

  @Get()
  @ZodResponse({ status: 200, description: 'Your API tokens, without the secrets.', type: ApiTokenListDto })
  async list(@Caller() { user }: Principal) {
    const rows = await this.tokens.list(user.id);
    return { data: rows.map(view), total: rows.length };
  }

  @Post()
  @ZodResponse({
    status: 201,
    description: 'Created; the token is shown this once.',
    type: CreatedApiTokenDto,
  })
  async create(@Body() input: NewApiTokenDto, @Caller() caller: Principal) {
    mustBeSignedIn(caller);
    const expiresAt = input.expiresAt === null ? null : new Date(input.expiresAt);
    if (expiresAt && expiresAt <= new Date()) {
      const message = 'must be in the future';
      throw new ProblemException(400, `expiresAt ${message}.`, [{ path: 'expiresAt', message }]);
    }
    const { row, token } = await this.tokens.create(caller.user.id, { ...input, expiresAt });
    await this.audit.record(caller, null, 'token.create', `tokens/${row.id}`, {
      name: row.name,
      scopes: row.scopes,
    });
    return { ...view(row), token };
  }

  @Delete(':id')
  @HttpCode(204)
  async revoke(@Param('id', idParam('API token')) id: number, @Caller() caller: Principal): Promise<void> {
    mustBeSignedIn(caller);
    await this.tokens.revoke(caller.user.id, id);
    await this.audit.record(caller, null, 'token.revoke', `tokens/${id}`);
  }
}

/** A leaked token must not be able to make itself a longer-lived one. */
function mustBeSignedIn(caller: Principal): void {
  if (caller.via === 'apiToken') throw new ProblemException(403, 'Sign in to manage API tokens.');
}

function view(row: ApiTokenEntity): ApiTokenView {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}
