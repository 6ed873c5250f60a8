import { TRAFFIC } from '@groundswell/contracts';
import { CLICKHOUSE, type ClickHouseClient, recentEvents } from '@groundswell/clickhouse';
import { Get, Inject, Query } from '@nestjs/common';
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
}
