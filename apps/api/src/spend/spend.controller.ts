import { XLSX } from '@groundswell/contracts';
import { ProblemException } from '@groundswell/platform';
import { SpendEntity, SpendImportEntity } from '@groundswell/postgres';
import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiProduces } from '@nestjs/swagger';
import { InjectRepository } from '@nestjs/typeorm';
import type { FastifyRequest } from 'fastify';
import { ZodResponse } from 'nestjs-zod';
import { Repository } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { Caller, ChangesNothing, InProject, Requires } from '../auth/access.decorators.js';
import type { Principal, ProjectAccess } from '../auth/principal.js';
import { ApiController } from '../http/api-controller.js';
import { TakesWorkbooks } from '../http/file-body.js';
import { idParam } from '../http/id-param.js';
import { ListFileQueryDto, listFile } from '../http/list-file.js';
import { type ListSpec, listPage } from '../http/list-page.js';
import { ListQueryDto } from '../http/list-query.js';
import { whileConnected } from '../http/while-connected.js';
import {
  ChangeSpendDto,
  NewSpendDto,
  SpendDto,
  SpendFileDto,
  SpendImportedDto,
  SpendPageDto,
  SpendPreviewDto,
  type SpendView,
} from './spend.dto.js';
import { spendFileOf } from './spend-file.js';
import { SpendService } from './spend.service.js';

const LIST: ListSpec<SpendEntity> = {
  fields: [
    'id',
    'platform',
    'account',
    'level',
    'levelId',
    'nodeId',
    'day',
    'currency',
    'cost',
    'impressions',
    'clicks',
    'importId',
    'updatedAt',
  ],
  search: ['platform', 'account', 'levelId'],
  id: 'id',
};

const FILE = {
  name: 'spend',
  columns: [
    ...['id', 'day', 'platform', 'account', 'level', 'levelId', 'nodeId', 'currency', 'cost', 'impressions'],
    ...['clicks', 'installs', 'reach', 'importId', 'updatedAt'],
  ],
  view,
};

@ApiController('projects/:projectId/spend', 'Spend')
export class SpendController {
  constructor(
    private readonly spend: SpendService,
    private readonly audit: AuditService,
    @InjectRepository(SpendEntity) private readonly rows: Repository<SpendEntity>,
    @InjectRepository(SpendImportEntity) private readonly imports: Repository<SpendImportEntity>,
  ) {}

  @Get()
  @ZodResponse({ status: 200, description: 'What parts of the naming tree cost by day.', type: SpendPageDto })
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

  @Get(':id')
  @ZodResponse({ status: 200, description: 'One figure.', type: SpendDto })
  async get(@Param('id', idParam('figure of spend')) id: number, @InProject() { project }: ProjectAccess) {
    return view(await this.found(project.id, id));
  }

  @Post()
  @Requires('campaign')
  @ApiOperation({
    summary:
      'Stores one figure. It takes the place of one for the same platform, account, level, day and currency.',
  })
  @ZodResponse({ status: 201, description: 'Stored.', type: SpendDto })
  async put(
    @Body() input: NewSpendDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    return view(await this.spend.put(project.id, input, caller));
  }

  @Patch(':id')
  @Requires('campaign')
  @ZodResponse({ status: 200, description: 'Changed.', type: SpendDto })
  async change(
    @Param('id', idParam('figure of spend')) id: number,
    @Body() change: ChangeSpendDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    const row = Object.assign(await this.found(project.id, id), change, { importId: null });
    const saved = await this.rows.save(row);
    await this.audit.record(caller, project.id, 'spend.update', `spend/${id}`, { ...change });
    return view(saved);
  }

  @Delete(':id')
  @Requires('campaign')
  @HttpCode(204)
  async remove(
    @Param('id', idParam('figure of spend')) id: number,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ): Promise<void> {
    const { affected } = await this.rows.delete({ id, projectId: project.id });
    if (!affected) throw notThere(id);
    await this.audit.record(caller, project.id, 'spend.delete', `spend/${id}`);
  }

  @Post('preview')
  @HttpCode(200)
  @Requires('campaign')
  @ChangesNothing()
  @ApiConsumes('application/json', 'text/csv', XLSX)
  @TakesWorkbooks()
  @ApiBody({ type: SpendFileDto })
  @ApiOperation({ summary: 'What an import would store, and which rows it would refuse. Stores nothing.' })
  @ZodResponse({ status: 200, description: 'By the rules of the import.', type: SpendPreviewDto })
  preview(
    @Body() body: unknown,
    @Query() query: Record<string, string>,
    @InProject() { project }: ProjectAccess,
    @Req() request: FastifyRequest,
  ) {
    const { file, options } = spendFileOf(body, query);
    return whileConnected(request, (signal) => this.spend.preview(project, file, options, signal));
  }

  @Post('import')
  @HttpCode(200)
  @Requires('campaign')
  @ApiConsumes('application/json', 'text/csv', XLSX)
  @TakesWorkbooks()
  @ApiBody({ type: SpendFileDto })
  @ApiOperation({
    summary:
      'Stores an export of Google, Meta or TikTok as it comes (CSV or .xlsx), or any table with such columns. Restated figures replace the old; ' +
      'rows that cannot be read are refused by line and reason, the others stored.',
  })
  @ZodResponse({ status: 200, description: 'Stored.', type: SpendImportedDto })
  import(
    @Body() body: unknown,
    @Query() query: Record<string, string>,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
    @Req() request: FastifyRequest,
  ) {
    const { file, options } = spendFileOf(body, query);
    return whileConnected(request, (signal) => this.spend.import(project, file, options, caller, signal));
  }

  private async found(projectId: number, id: number): Promise<SpendEntity> {
    const row = await this.rows.findOneBy({ id, projectId });
    if (!row) throw notThere(id);
    return row;
  }
}

const notThere = (id: number) => new ProblemException(404, `This project has no figure of spend ${id}.`);

function view({ projectId: _, updatedAt, ...row }: SpendEntity): SpendView {
  return { ...row, updatedAt: updatedAt.toISOString() };
}
