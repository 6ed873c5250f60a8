import { ReportEntity } from '@groundswell/postgres';
import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { InjectRepository } from '@nestjs/typeorm';
import { ZodResponse } from 'nestjs-zod';
import { Repository } from 'typeorm';
import { Caller, InProject, Requires } from '../auth/access.decorators.js';
import type { Principal, ProjectAccess } from '../auth/principal.js';
import { ApiController } from '../http/api-controller.js';
import { idParam } from '../http/id-param.js';
import { type ListSpec, listPage } from '../http/list-page.js';
import { ListQueryDto } from '../http/list-query.js';
import { ProjectRows, type Resource } from '../resources/project-rows.js';
import { ReportAnswers } from './report-answers.js';
import { ChangeReportDto, NewReportDto, ReportDto, ReportPageDto, type ReportView } from './report.dto.js';
import { savedQuery } from './saved-query.js';

export const REPORTS: Resource<ReportEntity> = { entity: ReportEntity, name: 'report', path: 'reports' };
const LIST: ListSpec<ReportEntity> = {
  fields: ['id', 'name', 'kind', 'display', 'createdAt'],
  search: ['name', 'kind'],
  id: 'id',
};

@ApiController('projects/:projectId/reports', 'Reports')
export class ReportsController {
  constructor(
    private readonly reports: ProjectRows,
    private readonly answers: ReportAnswers,
    @InjectRepository(ReportEntity) private readonly rows: Repository<ReportEntity>,
  ) {}

  @Get()
  @ZodResponse({ status: 200, description: 'Saved questions.', type: ReportPageDto })
  async list(@Query() query: ListQueryDto, @InProject() { project }: ProjectAccess) {
    const page = await listPage(this.rows, LIST, { projectId: project.id }, query);
    return { data: page.data.map(view), total: page.total };
  }

  @Get(':id')
  @ZodResponse({ status: 200, description: 'One report.', type: ReportDto })
  async get(@Param('id', idParam('report')) id: number, @InProject() { project }: ProjectAccess) {
    return view(await this.reports.get(REPORTS, project.id, id));
  }

  @Get(':id/answer')
  @ApiOperation({ summary: 'Asks the saved question now; the answer is that of `POST /query`.' })
  async answer(@Param('id', idParam('report')) id: number, @InProject() { project }: ProjectAccess) {
    return this.answers.answer(project, await this.reports.get(REPORTS, project.id, id));
  }

  @Post()
  @Requires('report')
  @ZodResponse({ status: 201, description: 'Saved.', type: ReportDto })
  async create(
    @Body() input: NewReportDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    const query = savedQuery(input.query);
    const values = { ...input, query, kind: query.kind };
    return view(await this.reports.create(REPORTS, project.id, values, caller));
  }

  @Patch(':id')
  @Requires('report')
  @ZodResponse({ status: 200, description: 'Changed.', type: ReportDto })
  async change(
    @Param('id', idParam('report')) id: number,
    @Body() { query, ...change }: ChangeReportDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    const asked = query && savedQuery(query);
    const values = { ...change, ...(asked && { query: asked, kind: asked.kind }) };
    return view(await this.reports.change(REPORTS, project.id, id, values, caller));
  }

  @Delete(':id')
  @Requires('report')
  @HttpCode(204)
  @ApiOperation({ summary: 'Dashboards that show it go on without it.' })
  async remove(
    @Param('id', idParam('report')) id: number,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ): Promise<void> {
    await this.reports.remove(REPORTS, project.id, id, caller);
  }
}

function view({ projectId: _, createdAt, ...report }: ReportEntity): ReportView {
  return { ...report, createdAt: createdAt.toISOString() };
}
