import { ConversionOutboxEntity } from '@groundswell/postgres';
import { Body, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
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
import { ProjectRows } from '../resources/project-rows.js';
import { ConversionsService } from './conversions.service.js';
import {
  ConversionDto,
  ConversionPageDto,
  type ConversionView,
  CountsDto,
  CountsQueryDto,
  ResendDto,
  ResentDto,
} from './destination.dto.js';
import { DESTINATIONS } from './destinations.service.js';
import { codeOfReason } from './reason-code.js';

const LIST: ListSpec<ConversionOutboxEntity> = {
  fields: [
    'id',
    'destinationId',
    'state',
    'event',
    'eventId',
    'personId',
    'occurredAt',
    'updatedAt',
    'attempts',
  ],
  search: ['eventId', 'event', 'problem'],
  id: 'id',
};
const FILE = {
  name: 'conversions',
  columns: [
    ...['id', 'destinationId', 'event', 'name', 'eventId', 'personId', 'occurredAt', 'value', 'currency'],
    ...['state', 'attempts', 'nextAttemptAt', 'problem', 'answer', 'createdAt', 'updatedAt'],
  ],
  view,
};
const conversionId = () => Param('id', idParam('conversion'));

@ApiController('projects/:projectId/conversions', 'Conversions')
export class ConversionsController {
  constructor(
    private readonly service: ConversionsService,
    @InjectRepository(ConversionOutboxEntity) private readonly rows: Repository<ConversionOutboxEntity>,
  ) {}

  @Get()
  @ZodResponse({ status: 200, description: 'The outbox, the newest first.', type: ConversionPageDto })
  async list(@Query() query: ListQueryDto, @InProject() { project }: ProjectAccess) {
    const page = await listPage(this.rows, LIST, { projectId: project.id }, query);
    return { data: page.data.map(view), total: page.total };
  }

  @Get('file')
  @ApiOperation({ summary: 'The outbox as a CSV file, all that the filter keeps, the newest first.' })
  @ApiProduces('text/csv')
  file(@Query() { filter }: ListFileQueryDto, @InProject() { project }: ProjectAccess) {
    return listFile(this.rows, LIST, { projectId: project.id }, filter, FILE);
  }

  @Get('counts')
  @ZodResponse({ status: 200, description: 'How many are in each state.', type: CountsDto })
  async counts(@Query() { destinationId }: CountsQueryDto, @InProject() { project }: ProjectAccess) {
    return { counts: await this.service.counts(project.id, destinationId) };
  }

  @Get(':id')
  @ZodResponse({ status: 200, description: 'One conversion.', type: ConversionDto })
  async get(@conversionId() id: number, @InProject() { project }: ProjectAccess) {
    return view(await this.service.get(project.id, id));
  }

  @Post(':id/resend')
  @Requires('campaign')
  @HttpCode(200)
  @ZodResponse({
    status: 200,
    description: 'Queued again, under the same event id. Consent and age are looked at again.',
    type: ConversionDto,
  })
  async resend(
    @conversionId() id: number,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    return view(await this.service.resend(project.id, id, caller));
  }
}

@ApiController('projects/:projectId/conversionDestinations/:id/resend', 'Conversions')
export class ResendController {
  constructor(
    private readonly service: ConversionsService,
    private readonly project: ProjectRows,
  ) {}

  @Post()
  @Requires('campaign')
  @HttpCode(200)
  @ZodResponse({ status: 200, description: 'Queues again what was given up.', type: ResentDto })
  async resend(
    @Param('id', idParam('destination')) id: number,
    @Body() { states }: ResendDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    await this.project.get(DESTINATIONS, project.id, id);
    return { resent: await this.service.resendAll(project.id, id, states, caller) };
  }
}

function view(row: ConversionOutboxEntity): ConversionView {
  const { projectId: _project, lease: _lease, leaseUntil: _until, localDate: _day, ...shown } = row;
  return {
    ...shown,
    ...codeOfReason(row.problem),
    occurredAt: row.occurredAt.toISOString(),
    nextAttemptAt: row.state === 'queued' ? row.nextAttemptAt.toISOString() : null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
