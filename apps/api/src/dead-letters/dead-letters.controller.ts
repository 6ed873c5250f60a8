import { ProblemException } from '@groundswell/platform';
import { DeadLetterEntity } from '@groundswell/postgres';
import { Delete, Get, HttpCode, Param, Query } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { DataSource, Repository } from 'typeorm';
import { z } from 'zod';
import { AuditService } from '../audit/audit.service.js';
import { Caller, InProject } from '../auth/access.decorators.js';
import type { Principal, ProjectAccess } from '../auth/principal.js';
import { ApiController } from '../http/api-controller.js';
import { codeOfReason, codedReason } from '../http/coded-reason.js';
import { bigIdParam } from '../http/id-param.js';
import { listPage } from '../http/list-page.js';
import { ListQueryDto, pageOf } from '../http/list-query.js';
import { DEAD_LETTERS } from './letter-list.js';

const deadLetter = z.object({
  id: z.string(),
  reason: z.string().describe('Machine-readable: late, malformed, …'),
  detail: z.string().describe('One sentence for a person.'),
  ...codedReason,
  payload: z.string(),
  topic: z.string(),
  partition: z.int(),
  offset: z.string(),
  createdAt: z.iso.datetime(),
  replayId: z.uuid().nullable().describe('The import that replays it now.'),
});
class DeadLetterDto extends createZodDto(deadLetter) {}
class DeadLetterPageDto extends createZodDto(pageOf(deadLetter)) {}

/** Events that were accepted and then could not become rows. */
@ApiController('projects/:projectId/deadLetters', 'Dead letters')
export class DeadLettersController {
  constructor(
    private readonly dataSource: DataSource,
    @InjectRepository(DeadLetterEntity) private readonly rows: Repository<DeadLetterEntity>,
    private readonly audit: AuditService,
  ) {}

  @Get()
  @ZodResponse({ status: 200, description: 'Newest first.', type: DeadLetterPageDto })
  async list(@Query() query: ListQueryDto, @InProject() { project }: ProjectAccess) {
    const page = await listPage(this.rows, DEAD_LETTERS, { projectId: project.id }, query);
    return { data: page.data.map(view), total: page.total };
  }

  @Get(':id')
  @ZodResponse({ status: 200, description: 'One dead letter.', type: DeadLetterDto })
  async get(@Param('id', bigIdParam('dead letter')) id: string, @InProject() { project }: ProjectAccess) {
    const row = await this.rows.findOneBy({ id, projectId: project.id });
    if (!row)
      throw new ProblemException(404, `This project has no dead letter ${id}.`).coded('not_there', { id });
    return view(row);
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(
    @Param('id', bigIdParam('dead letter')) id: string,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const { affected } = await manager.delete(DeadLetterEntity, { id, projectId: project.id });
      if (!affected)
        throw new ProblemException(404, `This project has no dead letter ${id}.`).coded('not_there', { id });
      await this.audit.record(caller, project.id, 'deadLetter.delete', `deadLetters/${id}`, {}, manager);
    });
  }
}

function view({ projectId: _, createdAt, ...row }: DeadLetterEntity) {
  return { ...row, ...codeOfReason(row.detail), createdAt: createdAt.toISOString() };
}
