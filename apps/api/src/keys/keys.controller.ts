import { ProblemException } from '@groundswell/platform';
import { ClientKeyUseEntity, ProjectKeyEntity } from '@groundswell/postgres';
import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { ZodResponse } from 'nestjs-zod';
import { In, Repository } from 'typeorm';
import { Caller, InProject } from '../auth/access.decorators.js';
import type { Principal, ProjectAccess } from '../auth/principal.js';
import { ApiController } from '../http/api-controller.js';
import { idParam } from '../http/id-param.js';
import { type ListSpec, listPage } from '../http/list-page.js';
import { ListQueryDto } from '../http/list-query.js';
import { ChangeKeyDto, KeyDto, KeyPageDto, type KeyView, NewKeyDto } from './key.dto.js';
import { KeysService } from './keys.service.js';

const LIST: ListSpec<ProjectKeyEntity> = {
  fields: ['id', 'kind', 'name', 'key', 'createdAt', 'revokedAt'],
  id: 'id',
};

@ApiController('projects/:projectId/keys', 'Keys')
export class KeysController {
  constructor(
    private readonly keys: KeysService,
    @InjectRepository(ProjectKeyEntity) private readonly rows: Repository<ProjectKeyEntity>,
    @InjectRepository(ClientKeyUseEntity) private readonly uses: Repository<ClientKeyUseEntity>,
  ) {}

  @Get()
  @ZodResponse({
    status: 200,
    description: 'Write and client keys, revoked ones included.',
    type: KeyPageDto,
  })
  async list(@Query() query: ListQueryDto, @InProject() { project }: ProjectAccess) {
    const page = await listPage(this.rows, LIST, { projectId: project.id }, query);
    return { data: await this.views(page.data), total: page.total };
  }

  @Get(':id')
  @ZodResponse({ status: 200, description: 'One key.', type: KeyDto })
  async get(@Param('id', idParam('key')) id: number, @InProject() { project }: ProjectAccess) {
    const key = await this.rows.findOneBy({ id, projectId: project.id });
    if (!key) throw new ProblemException(404, `This project has no key ${id}.`).coded('not_there', { id });
    return (await this.views([key]))[0]!;
  }

  /** The old key keeps working until it is revoked. */
  @Post()
  @ZodResponse({ status: 201, description: 'A new key; the old ones work until revoked.', type: KeyDto })
  async create(
    @Body() input: NewKeyDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    return view(await this.keys.create(project.id, input, caller));
  }

  @Patch(':id')
  @ZodResponse({ status: 200, description: 'Named, or revoked for good.', type: KeyDto })
  async change(
    @Param('id', idParam('key')) id: number,
    @Body() body: ChangeKeyDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    return (await this.views([await this.keys.change(project.id, id, body, caller)]))[0]!;
  }

  @Post(':id/rotate')
  @ZodResponse({
    status: 201,
    description: 'A new key like it. The old one works until it is revoked.',
    type: KeyDto,
  })
  async rotate(
    @Param('id', idParam('key')) id: number,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    return view(await this.keys.rotate(project.id, id, caller));
  }

  @Delete(':id')
  @HttpCode(204)
  async revoke(
    @Param('id', idParam('key')) id: number,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ): Promise<void> {
    await this.keys.revoke(project.id, id, caller);
  }

  private async views(rows: ProjectKeyEntity[]): Promise<KeyView[]> {
    const uses = await this.uses.findBy({ keyId: In(rows.map(({ id }) => id)) });
    const lastUse = new Map(uses.map((use) => [use.keyId, lastOf(use)]));
    return rows.map((row) => view(row, lastUse.get(row.id)));
  }
}

function lastOf({ fetchedAt, evaluatedAt }: ClientKeyUseEntity): number {
  return Math.max(fetchedAt?.getTime() ?? 0, evaluatedAt?.getTime() ?? 0);
}

function view(row: ProjectKeyEntity, usedAt?: number): KeyView {
  const { id, kind, name, key, environment, remoteOnly, givesMembers } = row;
  return {
    ...{ id, kind, name, key, environment, remoteOnly, givesMembers },
    usedAt: usedAt ? new Date(usedAt).toISOString() : null,
    createdAt: row.createdAt.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
