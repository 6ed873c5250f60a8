import { Get, Param, Query } from '@nestjs/common';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { InProject } from '../auth/access.decorators.js';
import type { ProjectAccess } from '../auth/principal.js';
import { ApiController } from '../http/api-controller.js';
import { idParam } from '../http/id-param.js';
import { ListQueryDto, pageOf } from '../http/list-query.js';
import { PersonsService } from './persons.service.js';

const person = z.object({
  id: z.int(),
  personId: z.int(),
  distinctIds: z.array(z.string()).describe('At most 100.'),
  identified: z.boolean(),
  properties: z.record(z.string(), z.unknown()),
  createdAt: z.iso.datetime(),
});
export type PersonView = z.infer<typeof person>;
class PersonDto extends createZodDto(person) {}
class PersonPageDto extends createZodDto(pageOf(person)) {}

@ApiController('projects/:projectId/persons', 'Persons')
export class PersonsController {
  constructor(private readonly persons: PersonsService) {}

  @Get()
  @ZodResponse({
    status: 200,
    description:
      'Newest first. Filter by `distinctId` (exact), `identified`, or `q` (start of a distinct id).',
    type: PersonPageDto,
  })
  list(@Query() query: ListQueryDto, @InProject() { project }: ProjectAccess) {
    return this.persons.list(project.id, query);
  }

  @Get(':id')
  @ZodResponse({ status: 200, description: 'One person.', type: PersonDto })
  get(@Param('id', idParam('person')) id: number, @InProject() { project }: ProjectAccess) {
    return this.persons.get(project.id, id);
  }
}
