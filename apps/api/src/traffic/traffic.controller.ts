import { CLICKHOUSE, type ClickHouseClient, countTraffic } from '@groundswell/clickhouse';
import { Get, Inject, Query } from '@nestjs/common';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { InProject } from '../auth/access.decorators.js';
import type { ProjectAccess } from '../auth/principal.js';
import { ApiController } from '../http/api-controller.js';
import { orClickHouseProblem } from '../queries/clickhouse-problem.js';

const day = z.iso
  .date()
  .refine((text) => text >= '1970-01-01' && text < '2149-01-01', 'must be 1970 to 2148');
class TrafficQueryDto extends createZodDto(
  z
    .strictObject({
      from: day.describe("First day, in the project's time zone."),
      to: day.describe('Last day; it is in it.'),
    })
    .refine(({ from, to }) => from <= to, { message: 'must not be before from', path: ['to'] }),
) {}

class TrafficDto extends createZodDto(
  z.object({
    human: z.int(),
    bot: z.int().describe('By their user agent.'),
    internal: z.int().describe('By rules of the project.'),
    otherShare: z.number().nullable().describe('(bot + internal) / all; null where there are none of these.'),
  }),
) {}

@ApiController('projects/:projectId/traffic', 'Events')
export class TrafficController {
  constructor(@Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient) {}

  @Get()
  @ZodResponse({
    status: 200,
    description:
      'Stored events of these days by what sent them; reports leave out all but `human` by default.',
    type: TrafficDto,
  })
  async count(@Query() range: TrafficQueryDto, @InProject() { project }: ProjectAccess) {
    const counts = await countTraffic(this.clickhouse, project.id, range).catch(orClickHouseProblem);
    const other = counts.bot + counts.internal;
    return { ...counts, otherShare: other === 0 ? null : other / (other + counts.human) };
  }
}
