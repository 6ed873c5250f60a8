import { CONFIG, type Config } from '@groundswell/platform';
import { AlertEntity, type ProjectEntity, type StoredChannel } from '@groundswell/postgres';
import { Body, Delete, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { InjectRepository } from '@nestjs/typeorm';
import { ZodResponse } from 'nestjs-zod';
import { Repository } from 'typeorm';
import { Caller, ChangesNothing, InProject, Requires } from '../auth/access.decorators.js';
import type { Principal, ProjectAccess } from '../auth/principal.js';
import { ApiController } from '../http/api-controller.js';
import { idParam } from '../http/id-param.js';
import { type ListSpec, listPage } from '../http/list-page.js';
import { ListQueryDto } from '../http/list-query.js';
import { ProjectRows, type Resource } from '../resources/project-rows.js';
import { AlertChannels, channelView } from './alert-channels.js';
import {
  AlertDto,
  AlertPageDto,
  AlertPreviewDto,
  AlertRunPageDto,
  AlertTestDto,
  type AlertView,
  ChangeAlertDto,
  NewAlertDto,
  PreviewAlertDto,
} from './alert.dto.js';
import { AlertsService } from './alerts.service.js';
import { nextRun } from './next-run.js';
import { TestLimit } from './test-limit.js';

const ALERTS: Resource<AlertEntity> = { entity: AlertEntity, name: 'alert', path: 'alerts' };
const LIST: ListSpec<AlertEntity> = {
  fields: ['id', 'name', 'state', 'enabled', 'reportId', 'nextRunAt', 'createdAt'],
  search: ['name'],
  id: 'id',
};

@ApiController('projects/:projectId/alerts', 'Alerts')
export class AlertsController {
  private readonly tests = new TestLimit();

  constructor(
    private readonly alerts: ProjectRows,
    private readonly service: AlertsService,
    private readonly channels: AlertChannels,
    @InjectRepository(AlertEntity) private readonly rows: Repository<AlertEntity>,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @ZodResponse({ status: 200, description: 'Saved reports that are watched.', type: AlertPageDto })
  async list(@Query() query: ListQueryDto, @InProject() { project }: ProjectAccess) {
    const page = await listPage(this.rows, LIST, { projectId: project.id }, query);
    return { data: page.data.map(view), total: page.total };
  }

  @Get(':id')
  @ZodResponse({ status: 200, description: 'One alert.', type: AlertDto })
  async get(@Param('id', idParam('alert')) id: number, @InProject() { project }: ProjectAccess) {
    return view(await this.alerts.get(ALERTS, project.id, id));
  }

  @Get(':id/runs')
  @ZodResponse({ status: 200, description: 'What it saw and told, the newest first.', type: AlertRunPageDto })
  async runs(
    @Param('id', idParam('alert')) id: number,
    @Query() { page, perPage }: ListQueryDto,
    @InProject() { project }: ProjectAccess,
  ) {
    await this.alerts.get(ALERTS, project.id, id);
    return this.service.runs(id, page, perPage);
  }

  @Post('preview')
  @ChangesNothing()
  @Requires('report')
  @HttpCode(200)
  @ZodResponse({ status: 200, description: 'What a rule would say now.', type: AlertPreviewDto })
  preview(@Body() { reportId, measure, rule }: PreviewAlertDto, @InProject() { project }: ProjectAccess) {
    return this.service.preview(project, reportId, measure, rule);
  }

  @Post()
  @Requires('report')
  @ZodResponse({ status: 201, description: 'Watched from now on.', type: AlertDto })
  async create(
    @Body() input: NewAlertDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    await this.service.watched(project.id, input.reportId, input.measure);
    const channels = this.channels.store(project.id, input.channels);
    // The first look is at once: whoever made it sees whether it works.
    const values = { ...input, channels, nextRunAt: new Date() };
    return view(await this.alerts.create(ALERTS, project.id, values, caller, shown(values)));
  }

  @Patch(':id')
  @Requires('report')
  @ZodResponse({ status: 200, description: 'Changed.', type: AlertDto })
  async change(
    @Param('id', idParam('alert')) id: number,
    @Body() { channels, ...change }: ChangeAlertDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    const before = await this.alerts.get(ALERTS, project.id, id);
    await this.service.watched(
      project.id,
      change.reportId ?? before.reportId,
      change.measure ?? before.measure,
    );
    const stored = channels && this.channels.store(project.id, channels, before.channels);
    const values = { ...change, ...(stored && { channels: stored }), ...anew(change, project) };
    return view(await this.alerts.change(ALERTS, project.id, id, values, caller, shown(values)));
  }

  @Post(':id/test')
  @Requires('report')
  @HttpCode(200)
  @ApiOperation({ summary: 'Sends a test message to every channel now.' })
  @ZodResponse({ status: 200, description: 'How each went.', type: AlertTestDto })
  async test(@Param('id', idParam('alert')) id: number, @InProject() { project }: ProjectAccess) {
    const alert = await this.alerts.get(ALERTS, project.id, id);
    this.tests.take(project.id);
    return { channels: await this.service.test(alert, this.config.publicUrl) };
  }

  @Delete(':id')
  @Requires('report')
  @HttpCode(204)
  async remove(
    @Param('id', idParam('alert')) id: number,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ): Promise<void> {
    await this.alerts.remove(ALERTS, project.id, id, caller);
  }
}

/** Of an alert, what everybody may see. */
const shown = (values: { version?: number; channels?: StoredChannel[] }): object => {
  const { version: _, channels, ...rest } = values;
  return { ...rest, ...(channels && { channels: channels.map(channelView) }) };
};

/** Another question is judged from the beginning, at once; another schedule counts from now. */
function anew(
  {
    reportId,
    measure,
    rule,
    schedule,
  }: Partial<Pick<AlertEntity, 'reportId' | 'measure' | 'rule' | 'schedule'>>,
  project: ProjectEntity,
): Partial<AlertEntity> {
  if (reportId ?? measure ?? rule) return { state: 'waiting', lastBucket: null, nextRunAt: new Date() };
  return schedule ? { nextRunAt: nextRun(schedule, project.timeZone, new Date()) } : {};
}

function view({ projectId: _, channels, nextRunAt, createdAt, ...alert }: AlertEntity): AlertView {
  return {
    ...alert,
    channels: channels.map(channelView),
    nextRunAt: nextRunAt.toISOString(),
    createdAt: createdAt.toISOString(),
  };
}
