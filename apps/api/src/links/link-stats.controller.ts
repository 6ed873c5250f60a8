import { CLICKHOUSE, type ClickHouseClient, linkStats } from '@groundswell/clickhouse';
import { Get, Inject, Query } from '@nestjs/common';
import { ZodResponse } from 'nestjs-zod';
import { InProject } from '../auth/access.decorators.js';
import type { ProjectAccess } from '../auth/principal.js';
import { ApiController } from '../http/api-controller.js';
import { orClickHouseProblem } from '../queries/clickhouse-problem.js';
import { LinkStatsDto, LinkStatsQueryDto } from './link.dto.js';

@ApiController('projects/:projectId/linkStats', 'Links')
export class LinkStatsController {
  constructor(@Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient) {}

  @Get()
  @ZodResponse({ status: 200, description: 'Clicks, people and sign-ups of each link.', type: LinkStatsDto })
  async stats(@Query() query: LinkStatsQueryDto, @InProject() { project }: ProjectAccess) {
    return { rows: await linkStats(this.clickhouse, project.id, query).catch(orClickHouseProblem) };
  }
}
