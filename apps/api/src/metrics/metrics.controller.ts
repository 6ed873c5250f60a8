import { MetricEntity } from '@groundswell/postgres';
import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { ZodResponse } from 'nestjs-zod';
import { isDeepStrictEqual } from 'node:util';
import { Repository } from 'typeorm';
import { Caller, InProject, Requires } from '../auth/access.decorators.js';
import type { Principal, ProjectAccess } from '../auth/principal.js';
import { Act } from '../http/act.js';
import { ApiController } from '../http/api-controller.js';
import { idParam } from '../http/id-param.js';
import { type ListSpec, listPage } from '../http/list-page.js';
import { ListQueryDto } from '../http/list-query.js';
import { ProjectRows, type Resource } from '../resources/project-rows.js';
import { mustHaveNone, mustNotFixIt, mustNotNeedIt } from './metric-users.js';
import { ChangeMetricDto, MetricDto, MetricPageDto, type MetricView, NewMetricDto } from './metric.dto.js';

const METRICS: Resource<MetricEntity> = {
  entity: MetricEntity,
  name: 'metric',
  path: 'metrics',
  async mayChange(manager, row, { definition, archivedAt }) {
    if (definition && !isDeepStrictEqual(row.definition, definition)) await mustNotFixIt(manager, row);
    if (archivedAt && !row.archivedAt) await mustNotNeedIt(manager, row);
  },
  mayRemove: mustHaveNone,
};
const LIST: ListSpec<MetricEntity> = {
  fields: ['id', 'name', 'direction', 'archivedAt', 'createdAt'],
  search: ['name', 'description'],
  id: 'id',
};
const metricId = idParam('metric');

@ApiController('projects/:projectId/metrics', 'Metrics')
export class MetricsController {
  constructor(
    private readonly metrics: ProjectRows,
    @InjectRepository(MetricEntity) private readonly rows: Repository<MetricEntity>,
  ) {}

  @Get()
  @ZodResponse({
    status: 200,
    description: 'Measures that are defined once; `filter={"archivedAt":null}` leaves out those out of use.',
    type: MetricPageDto,
  })
  async list(@Query() query: ListQueryDto, @InProject() { project }: ProjectAccess) {
    const page = await listPage(this.rows, LIST, { projectId: project.id }, query);
    return { data: page.data.map(view), total: page.total };
  }

  @Get(':id')
  @ZodResponse({ status: 200, description: 'One metric.', type: MetricDto })
  async get(@Param('id', metricId) id: number, @InProject() { project }: ProjectAccess) {
    return view(await this.metrics.get(METRICS, project.id, id));
  }

  @Post()
  @Requires('experiment')
  @ZodResponse({ status: 201, description: 'Defined.', type: MetricDto })
  async create(
    @Body() input: NewMetricDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    return view(await this.metrics.create(METRICS, project.id, input, caller));
  }

  @Patch(':id')
  @Requires('experiment')
  @ZodResponse({
    status: 200,
    description:
      'Changed. The definition is fixed once an experiment that is read by it was started, and while it guards a roll-out that goes on.',
    type: MetricDto,
  })
  async change(
    @Param('id', metricId) id: number,
    @Body() change: ChangeMetricDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    return view(await this.metrics.change(METRICS, project.id, id, change, caller));
  }

  @Act('archive', 'Out of use; whatever was read by it still is. 409 while it is in use.', MetricDto)
  async archive(
    @Param('id', metricId) id: number,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    const { archivedAt } = await this.metrics.get(METRICS, project.id, id);
    const change = { archivedAt: archivedAt ?? new Date() };
    return view(await this.metrics.change(METRICS, project.id, id, change, caller));
  }

  @Act('restore', 'In use again.', MetricDto)
  async restore(
    @Param('id', metricId) id: number,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    return view(await this.metrics.change(METRICS, project.id, id, { archivedAt: null }, caller));
  }

  @Delete(':id')
  @Requires('experiment')
  @HttpCode(204)
  async remove(
    @Param('id', metricId) id: number,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ): Promise<void> {
    await this.metrics.remove(METRICS, project.id, id, caller);
  }
}

function view({ projectId: _, archivedAt, createdAt, ...metric }: MetricEntity): MetricView {
  const times = { archivedAt: archivedAt?.toISOString() ?? null, createdAt: createdAt.toISOString() };
  return { ...metric, ...times };
}
