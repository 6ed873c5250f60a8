import { TRAFFIC } from '@groundswell/contracts';
import { CLICKHOUSE, type ClickHouseClient, eventNames, recentEvents } from '@groundswell/clickhouse';
import { Get, Inject, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { InProject } from '../auth/access.decorators.js';
import type { ProjectAccess } from '../auth/principal.js';
import { ApiController } from '../http/api-controller.js';
import { orClickHouseProblem } from '../queries/clickhouse-problem.js';

class LiveEventsQueryDto extends createZodDto(
  z.strictObject({
    limit: z.coerce.number().int().min(1).max(500).default(50),
    after: z.iso.datetime().optional().describe('Only events received after this instant.'),
  }),
) {}

const liveEvent = z.object({
  eventId: z.string(),
  event: z.string(),
  distinctId: z.string(),
  personId: z.int(),
  timestamp: z.string().describe('When it happened, ISO 8601 UTC.'),
  receivedAt: z.string(),
  platform: z.string(),
  country: z.string(),
  traffic: z.enum(TRAFFIC),
  properties: z.record(z.string(), z.unknown()),
});
class LiveEventsDto extends createZodDto(z.object({ data: z.array(liveEvent) })) {}

class EventNamesQueryDto extends createZodDto(z.strictObject({ from: z.iso.date(), to: z.iso.date() })) {}
class EventNamesDto extends createZodDto(z.object({ data: z.array(z.string()) })) {}

@ApiController('projects/:projectId/events', 'Events')
export class EventsController {
  constructor(@Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient) {}

  @Get()
  @ZodResponse({
    status: 200,
    description: 'Live events as they arrive, newest first; imports are not among them.',
    type: LiveEventsDto,
  })
  async recent(@Query() { limit, after }: LiveEventsQueryDto, @InProject() { project }: ProjectAccess) {
    const options = { limit, afterReceivedAt: after };
    const data = await recentEvents(this.clickhouse, project.id, options).catch(orClickHouseProblem);
    return { data };
  }

  @Get('names')
  @ApiOperation({ summary: 'Names of events of these local days, those of most people first.' })
  @ZodResponse({ status: 200, description: 'The first 500, also of servers.', type: EventNamesDto })
  async names(@Query() days: EventNamesQueryDto, @InProject() { project }: ProjectAccess) {
    return { data: await eventNames(this.clickhouse, project.id, days).catch(orClickHouseProblem) };
  }
}
