import { CLICKHOUSE, type ClickHouseClient, personPropertyNames } from '@groundswell/clickhouse';
import { Get, Inject } from '@nestjs/common';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { InProject } from '../auth/access.decorators.js';
import type { ProjectAccess } from '../auth/principal.js';
import { ApiController } from '../http/api-controller.js';
import { orClickHouseProblem } from '../queries/clickhouse-problem.js';
import { PersonSync } from './person-sync.js';

class PersonPropertiesDto extends createZodDto(
  z.object({
    data: z.array(
      z.object({
        name: z.string().describe('As in person.NAME.'),
        people: z.int().describe('How many of those looked at have it.'),
      }),
    ),
  }),
) {}

@ApiController('projects/:projectId/personProperties', 'Persons')
export class PersonPropertiesController {
  constructor(
    private readonly sync: PersonSync,
    @Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient,
  ) {}

  @Get()
  @ZodResponse({
    status: 200,
    description: 'Names of what is known of people, the most frequent first.',
    type: PersonPropertiesDto,
  })
  async list(@InProject() { project }: ProjectAccess) {
    await this.sync.bringUpToDate(project.id).catch(orClickHouseProblem);
    const data = await personPropertyNames(this.clickhouse, project.id).catch(orClickHouseProblem);
    return { data };
  }
}
