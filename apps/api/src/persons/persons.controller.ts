import { Get, Param, Query } from '@nestjs/common';
import { ZodResponse } from 'nestjs-zod';
import { InProject } from '../auth/access.decorators.js';
import type { ProjectAccess } from '../auth/principal.js';
import { ApiController } from '../http/api-controller.js';
import { idParam } from '../http/id-param.js';
import { ListQueryDto } from '../http/list-query.js';
import { PersonDto, PersonEventsDto, PersonEventsQueryDto, PersonPageDto } from './person.dto.js';
import { PersonEventsService } from './person-events.service.js';
import { PersonViews } from './person-views.js';
import { PersonsService } from './persons.service.js';

@ApiController('projects/:projectId/persons', 'Persons')
export class PersonsController {
  constructor(
    private readonly persons: PersonsService,
    private readonly views: PersonViews,
    private readonly events: PersonEventsService,
  ) {}

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
  @ZodResponse({
    status: 200,
    description: 'One person; the id of one who was merged leads to whom they count as.',
    type: PersonDto,
  })
  get(@Param('id', idParam('person')) id: number, @InProject() { project }: ProjectAccess) {
    return this.views.get(project.id, id);
  }

  @Get(':id/events')
  @ZodResponse({
    status: 200,
    description: 'What they did under any of their ids, newest first, imports included.',
    type: PersonEventsDto,
  })
  recent(
    @Param('id', idParam('person')) id: number,
    @Query() { limit, after }: PersonEventsQueryDto,
    @InProject() { project }: ProjectAccess,
  ) {
    return this.events.page(project.id, id, limit, after);
  }
}
