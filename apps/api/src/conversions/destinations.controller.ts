import { ConversionDestinationEntity } from '@groundswell/postgres';
import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { InjectRepository } from '@nestjs/typeorm';
import { ZodResponse } from 'nestjs-zod';
import { Repository } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { Caller, ChangesNothing, InProject, Requires } from '../auth/access.decorators.js';
import type { Principal, ProjectAccess } from '../auth/principal.js';
import { ApiController } from '../http/api-controller.js';
import { idParam } from '../http/id-param.js';
import { type ListSpec, listPage } from '../http/list-page.js';
import { ListQueryDto } from '../http/list-query.js';
import { ProjectRows } from '../resources/project-rows.js';
import { ConversionPreview } from './conversion-preview.js';
import {
  ChangeDestinationDto,
  DestinationDto,
  DestinationPageDto,
  type DestinationView,
  DryRunAnswerDto,
  DryRunDto,
  NewDestinationDto,
  TestAnswerDto,
} from './destination.dto.js';
import { DESTINATIONS, DestinationsService } from './destinations.service.js';

const LIST: ListSpec<ConversionDestinationEntity> = {
  fields: ['id', 'name', 'network', 'enabled', 'createdAt'],
  search: ['name'],
  id: 'id',
};
const destinationId = () => Param('id', idParam('destination'));

@ApiController('projects/:projectId/conversionDestinations', 'Conversions')
export class DestinationsController {
  constructor(
    private readonly service: DestinationsService,
    private readonly project: ProjectRows,
    private readonly preview: ConversionPreview,
    private readonly audit: AuditService,
    @InjectRepository(ConversionDestinationEntity)
    private readonly rows: Repository<ConversionDestinationEntity>,
  ) {}

  @Get()
  @ZodResponse({
    status: 200,
    description: 'Networks that are told of conversions.',
    type: DestinationPageDto,
  })
  async list(@Query() query: ListQueryDto, @InProject() { project }: ProjectAccess) {
    const page = await listPage(this.rows, LIST, { projectId: project.id }, query);
    return { data: page.data.map(view), total: page.total };
  }

  @Get(':id')
  @ZodResponse({ status: 200, description: 'One destination.', type: DestinationDto })
  async get(@destinationId() id: number, @InProject() { project }: ProjectAccess) {
    return view(await this.project.get(DESTINATIONS, project.id, id));
  }

  @Post()
  @Requires('campaign')
  @ZodResponse({ status: 201, description: 'Told of what is stored from now on.', type: DestinationDto })
  async create(
    @Body() input: NewDestinationDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    return view(await this.service.create(project.id, input, caller));
  }

  @Patch(':id')
  @Requires('campaign')
  @ZodResponse({
    status: 200,
    description: 'Changed. New credentials resume what was paused.',
    type: DestinationDto,
  })
  async change(
    @destinationId() id: number,
    @Body() change: ChangeDestinationDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    return view(await this.service.change(project.id, id, change, caller));
  }

  @Post(':id/resume')
  @Requires('campaign')
  @HttpCode(200)
  @ZodResponse({ status: 200, description: 'Sends again what waits.', type: DestinationDto })
  async resume(
    @destinationId() id: number,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    return view(await this.service.resume(project.id, id, caller));
  }

  @Post(':id/dryRun')
  @ChangesNothing()
  @Requires('campaign')
  @HttpCode(200)
  @ApiOperation({ summary: 'What would be sent now, to the letter; nothing is.' })
  @ZodResponse({ status: 200, description: 'Requests, and what would be left out.', type: DryRunAnswerDto })
  async dryRun(
    @destinationId() id: number,
    @Body() { limit, conversionId }: DryRunDto,
    @InProject() { project }: ProjectAccess,
  ) {
    return this.preview.dryRun(await this.project.get(DESTINATIONS, project.id, id), limit, conversionId);
  }

  @Post(':id/test')
  @Requires('campaign')
  @HttpCode(200)
  @ApiOperation({ summary: 'Sends one made-up conversion as a test. Once in ten seconds.' })
  @ZodResponse({ status: 200, description: 'What the network said.', type: TestAnswerDto })
  async test(
    @destinationId() id: number,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    const destination = await this.project.get(DESTINATIONS, project.id, id);
    const answer = await this.preview.test(destination);
    const { accepted } = answer;
    await this.audit.record(
      caller,
      project.id,
      'conversionDestination.test',
      `conversionDestinations/${id}`,
      { accepted },
    );
    return answer;
  }

  @Delete(':id')
  @Requires('campaign')
  @HttpCode(204)
  async remove(
    @destinationId() id: number,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ): Promise<void> {
    await this.project.remove(DESTINATIONS, project.id, id, caller);
  }
}

function view(row: ConversionDestinationEntity): DestinationView {
  const { projectId: _project, sealId: _seal, credentials: _secret, heldUntil, createdAt, ...rest } = row;
  const { collectsFrom: _from, scannedUntil: _until, nextScanAt: _next, testedAt: _tested, ...shown } = rest;
  return {
    ...shown,
    hasCredentials: row.network !== 'oceanengine',
    heldUntil: heldUntil && heldUntil.getTime() > Date.now() ? heldUntil.toISOString() : null,
    createdAt: createdAt.toISOString(),
  };
}
