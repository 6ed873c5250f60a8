import { ProblemException } from '@groundswell/platform';
import { SpendImportEntity } from '@groundswell/postgres';
import { Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiProduces } from '@nestjs/swagger';
import { InjectRepository } from '@nestjs/typeorm';
import { ZodResponse } from 'nestjs-zod';
import { Repository } from 'typeorm';
import { Caller, InProject, Requires } from '../auth/access.decorators.js';
import type { Principal, ProjectAccess } from '../auth/principal.js';
import { ApiController } from '../http/api-controller.js';
import { idParam } from '../http/id-param.js';
import { ListFileQueryDto, listFile } from '../http/list-file.js';
import { type ListSpec, listPage } from '../http/list-page.js';
import { ListQueryDto } from '../http/list-query.js';
import { SpendImportDto, SpendImportPageDto, type SpendImportView } from './spend.dto.js';
import { SpendService } from './spend.service.js';

const LIST: ListSpec<SpendImportEntity> = {
  fields: [
    'id',
    'fileName',
    'platform',
    'accepted',
    'rejected',
    'firstDay',
    'lastDay',
    'createdAt',
    'undoneAt',
  ],
  search: ['fileName', 'platform'],
  id: 'id',
};

const FILE = {
  name: 'spend-files',
  columns: [
    ...['id', 'fileName', 'platform', 'firstDay', 'lastDay', 'accepted', 'replaced', 'rejected'],
    ...['createdAt', 'undoneAt'],
  ],
  view,
};

@ApiController('projects/:projectId/spendImports', 'Spend')
export class SpendImportsController {
  constructor(
    private readonly spend: SpendService,
    @InjectRepository(SpendImportEntity) private readonly rows: Repository<SpendImportEntity>,
  ) {}

  @Get()
  @ZodResponse({ status: 200, description: 'Files of spend that were taken in.', type: SpendImportPageDto })
  async list(@Query() query: ListQueryDto, @InProject() { project }: ProjectAccess) {
    const page = await listPage(this.rows, LIST, { projectId: project.id }, query);
    return { data: page.data.map(view), total: page.total };
  }

  @Get('file')
  @ApiOperation({ summary: 'The same as a CSV file, all that the filter keeps, the newest first.' })
  @ApiProduces('text/csv')
  file(@Query() { filter }: ListFileQueryDto, @InProject() { project }: ProjectAccess) {
    return listFile(this.rows, LIST, { projectId: project.id }, filter, FILE);
  }

  @Post(':id/undo')
  @HttpCode(200)
  @Requires('campaign')
  @ZodResponse({ status: 200, description: 'Figures are as they were before it.', type: SpendImportDto })
  async undo(
    @Param('id', idParam('import of spend')) id: number,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    await this.spend.undo(project.id, id, caller);
    const row = await this.rows.findOneBy({ id, projectId: project.id });
    if (!row) throw new ProblemException(404, `This project has no import of spend ${id}.`);
    return view(row);
  }
}

function view({ projectId: _, before: __, undoneAt, createdAt, ...row }: SpendImportEntity): SpendImportView {
  return { ...row, undoneAt: undoneAt?.toISOString() ?? null, createdAt: createdAt.toISOString() };
}
