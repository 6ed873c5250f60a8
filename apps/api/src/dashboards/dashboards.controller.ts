import { DashboardEntity } from '@groundswell/postgres';
import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
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
import {
  ChangeDashboardDto,
  DashboardDto,
  DashboardPageDto,
  type DashboardView,
  NewDashboardDto,
} from './dashboard.dto.js';
import { DashboardsService } from './dashboards.service.js';

export const DASHBOARDS: Resource<DashboardEntity> = {
  entity: DashboardEntity,
  name: 'dashboard',
  path: 'dashboards',
};
const LIST: ListSpec<DashboardEntity> = {
  fields: ['id', 'name', 'createdAt'],
  search: ['name'],
  id: 'id',
};

@ApiController('projects/:projectId/dashboards', 'Dashboards')
export class DashboardsController {
  constructor(
    private readonly rowsOfProject: ProjectRows,
    private readonly dashboards: DashboardsService,
    @InjectRepository(DashboardEntity) private readonly rows: Repository<DashboardEntity>,
  ) {}

  @Get()
  @ZodResponse({ status: 200, description: 'Grids of saved reports.', type: DashboardPageDto })
  async list(@Query() query: ListQueryDto, @InProject() { project }: ProjectAccess) {
    const page = await listPage(this.rows, LIST, { projectId: project.id }, query);
    return { data: page.data.map(view), total: page.total };
  }

  @Get(':id')
  @ZodResponse({ status: 200, description: 'One dashboard.', type: DashboardDto })
  async get(@Param('id', idParam('dashboard')) id: number, @InProject() { project }: ProjectAccess) {
    return view(await this.rowsOfProject.get(DASHBOARDS, project.id, id));
  }

  @Post()
  @Requires('report')
  @ZodResponse({ status: 201, description: 'Made.', type: DashboardDto })
  async create(
    @Body() input: NewDashboardDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    await this.dashboards.check(project.id, input.tiles);
    return view(await this.rowsOfProject.create(DASHBOARDS, project.id, input, caller));
  }

  @Patch(':id')
  @Requires('report')
  @ZodResponse({ status: 200, description: 'Changed.', type: DashboardDto })
  async change(
    @Param('id', idParam('dashboard')) id: number,
    @Body() change: ChangeDashboardDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    await this.dashboards.check(project.id, change.tiles);
    return view(await this.rowsOfProject.change(DASHBOARDS, project.id, id, change, caller));
  }

  @Delete(':id')
  @Requires('report')
  @HttpCode(204)
  async remove(
    @Param('id', idParam('dashboard')) id: number,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ): Promise<void> {
    await this.rowsOfProject.remove(DASHBOARDS, project.id, id, caller);
  }
}

function view({ projectId: _, createdAt, ...dashboard }: DashboardEntity): DashboardView {
  return { ...dashboard, createdAt: createdAt.toISOString() };
}
