import { CLICKHOUSE, type ClickHouseClient, recentEvents } from '@groundswell/clickhouse';
import { Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { createZodDto } from 'nestjs-zod';
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

@ApiController('projects/:projectId/events', 'Events')
export class EventsController {
  constructor(@Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient) {}

  @Get()
  @ApiOperation({ summary: 'Events as they arrive, newest first.' })
  @ApiOkResponse({ description: '`{data: [...]}`' })
  async recent(@Query() { limit, after }: LiveEventsQueryDto, @InProject() { project }: ProjectAccess) {
    const data = await recentEvents(this.clickhouse, project.id, { limit, afterReceivedAt: after }).catch(
      orClickHouseProblem,
    );
    return { data };
  }
}
