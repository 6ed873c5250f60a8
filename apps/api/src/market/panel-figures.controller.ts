import { XLSX } from '@groundswell/contracts';
import { ProblemException } from '@groundswell/platform';
import { PanelFigureEntity } from '@groundswell/postgres';
import { Body, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation } from '@nestjs/swagger';
import { InjectRepository } from '@nestjs/typeorm';
import { ZodResponse } from 'nestjs-zod';
import { Repository } from 'typeorm';
import { Caller, ChangesNothing, InProject, Requires } from '../auth/access.decorators.js';
import type { Principal, ProjectAccess } from '../auth/principal.js';
import { ApiController } from '../http/api-controller.js';
import { idParam } from '../http/id-param.js';
import { type ListSpec, listPage } from '../http/list-page.js';
import { ListQueryDto } from '../http/list-query.js';
import { zodProblem } from '../http/zod-problem.js';
import { MarketService } from './market.service.js';
import {
  PanelCsvDto,
  PanelFigureDto,
  PanelFigurePageDto,
  type PanelFigureView,
  PanelImportDto,
  PanelMetricsDto,
  PanelPreviewDto,
} from './panel-figure.dto.js';

const LIST: ListSpec<PanelFigureEntity> = {
  fields: ['id', 'subject', 'metric', 'date', 'value', 'source', 'updatedAt'],
  search: ['subject', 'metric', 'source'],
  id: 'id',
};

@ApiController('projects/:projectId/panelFigures', 'Market')
export class PanelFiguresController {
  constructor(
    private readonly market: MarketService,
    @InjectRepository(PanelFigureEntity) private readonly rows: Repository<PanelFigureEntity>,
  ) {}

  @Get()
  @ZodResponse({ status: 200, description: 'Figures of third parties.', type: PanelFigurePageDto })
  async list(@Query() query: ListQueryDto, @InProject() { project }: ProjectAccess) {
    const page = await listPage(this.rows, LIST, { projectId: project.id }, query);
    return { data: page.data.map(view), total: page.total };
  }

  @Get('metrics')
  @ZodResponse({ status: 200, description: 'Which metrics there are figures of.', type: PanelMetricsDto })
  async metrics(@InProject() { project }: ProjectAccess) {
    const data = await this.market.metrics(project.id);
    return { data, total: data.length };
  }

  @Get(':id')
  @ZodResponse({ status: 200, description: 'One figure.', type: PanelFigureDto })
  async get(@Param('id', idParam('figure')) id: number, @InProject() { project }: ProjectAccess) {
    const row = await this.rows.findOneBy({ id, projectId: project.id });
    if (!row) throw new ProblemException(404, `This project has no figure ${id}.`);
    return view(row);
  }

  @Post('preview')
  @HttpCode(200)
  @Requires('report')
  @ChangesNothing()
  @ApiConsumes('application/json', 'text/csv', XLSX)
  @ApiBody({ type: PanelCsvDto })
  @ApiOperation({ summary: 'What an import would store, and which rows it would refuse. Stores nothing.' })
  @ZodResponse({ status: 200, description: 'By the rules of the import.', type: PanelPreviewDto })
  preview(@Body() body: unknown, @InProject() { project }: ProjectAccess) {
    return this.market.preview(project.id, csvOf(body));
  }

  @Post('import')
  @HttpCode(200)
  @Requires('report')
  @ApiConsumes('application/json', 'text/csv', XLSX)
  @ApiBody({ type: PanelCsvDto })
  @ApiOperation({
    summary:
      'Stores the figures of a CSV file (subject, metric, date, value, source). One for the same subject, metric and date ' +
      'takes the place of what was there; rows that cannot be read are refused by line and reason, the others stored.',
  })
  @ZodResponse({ status: 200, description: 'Stored.', type: PanelImportDto })
  import(@Body() body: unknown, @InProject() { project }: ProjectAccess, @Caller() caller: Principal) {
    return this.market.import(project.id, csvOf(body), caller);
  }

  @Delete(':id')
  @Requires('report')
  @HttpCode(204)
  async remove(
    @Param('id', idParam('figure')) id: number,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ): Promise<void> {
    await this.market.remove(project.id, id, caller);
  }
}

/** The file as a text/csv body, or as a field of JSON. */
function csvOf(body: unknown): string {
  if (typeof body === 'string' && body !== '') return body;
  const parsed = PanelCsvDto.schema.safeParse(body ?? {});
  if (!parsed.success) throw zodProblem(parsed.error);
  return parsed.data.csv;
}

function view({ id, subject, metric, date, value, source, updatedAt }: PanelFigureEntity): PanelFigureView {
  return { id, subject, metric, date, value, source, updatedAt: updatedAt.toISOString() };
}
