import { Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Caller, InProject, Requires } from '../auth/access.decorators.js';
import type { ApiRequest, Principal, ProjectAccess } from '../auth/principal.js';
import { ApiController } from '../http/api-controller.js';
import { idParam } from '../http/id-param.js';
import { ExportEventsQueryDto } from './export.dto.js';
import { ExportsService } from './exports.service.js';
import { sendNdjson } from './send-ndjson.js';

const NDJSON = { content: { 'application/x-ndjson': { schema: { type: 'string' } } } };

@ApiController('projects/:projectId', 'Export')
export class ExportController {
  constructor(private readonly exports: ExportsService) {}

  @Get('persons/:id/export')
  @Requires('manage')
  @ApiOperation({
    summary:
      'All that is stored of a person: a line {"type":"person"}, then one {"type":"event"} for each event, oldest first.',
  })
  @ApiOkResponse({ description: 'NDJSON; gzip where the client accepts it.', ...NDJSON })
  async person(
    @Param('id', idParam('person')) id: number,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
    @Req() request: ApiRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const lines = await this.exports.person(project.id, id, caller);
    await sendNdjson(request, reply, lines, `person-${id}.ndjson`);
  }

  @Get('export')
  @Requires('manage')
  @ApiOperation({
    summary: 'All events of a range of local days, one a line, by local day, instant and message id.',
  })
  @ApiOkResponse({ description: 'NDJSON; gzip where the client accepts it.', ...NDJSON })
  async events(
    @Query() query: ExportEventsQueryDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
    @Req() request: ApiRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const lines = await this.exports.events(project, query, caller);
    await sendNdjson(request, reply, lines, `events-${query.from}-${query.to}.ndjson`);
  }
}
