import { AuditEntryEntity, UserEntity } from '@groundswell/postgres';
import { Get, Query } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { In, Repository } from 'typeorm';
import { z } from 'zod';
import { InProject, Requires } from '../auth/access.decorators.js';
import type { ProjectAccess } from '../auth/principal.js';
import { ApiController } from '../http/api-controller.js';
import { type ListSpec, listPage } from '../http/list-page.js';
import { ListQueryDto, pageOf } from '../http/list-query.js';

const LIST: ListSpec<AuditEntryEntity> = {
  fields: ['id', 'userId', 'action', 'target', 'createdAt'],
  search: ['action', 'target'],
  id: 'id',
};

class AuditPageDto extends createZodDto(
  pageOf(
    z.object({
      id: z.string(),
      userId: z.int().nullable(),
      email: z.string().nullable().describe('Null: the product itself, or an account that is gone.'),
      action: z.string(),
      target: z.string(),
      detail: z.record(z.string(), z.unknown()),
      createdAt: z.iso.datetime(),
    }),
  ),
) {}

@ApiController('projects/:projectId/auditLog', 'Audit log')
export class AuditController {
  constructor(
    @InjectRepository(AuditEntryEntity) private readonly entries: Repository<AuditEntryEntity>,
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
  ) {}

  @Get()
  @Requires('manage')
  @ZodResponse({ status: 200, description: 'Who changed what, newest first.', type: AuditPageDto })
  async list(@Query() query: ListQueryDto, @InProject() { project }: ProjectAccess) {
    const page = await listPage(this.entries, LIST, { projectId: project.id }, query);
    const ids = page.data.flatMap(({ userId }) => userId ?? []);
    const users = await this.users.findBy({ id: In([...new Set(ids)]) });
    const emails = new Map(users.map(({ id, email }) => [id, email]));
    const data = page.data.map(({ projectId: _, createdAt, ...entry }) => ({
      ...entry,
      email: (entry.userId !== null && emails.get(entry.userId)) || null,
      createdAt: createdAt.toISOString(),
    }));
    return { data, total: page.total };
  }
}
