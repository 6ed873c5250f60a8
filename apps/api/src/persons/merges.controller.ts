import { Body, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ZodResponse } from 'nestjs-zod';
import { Caller, ChangesNothing, InProject } from '../auth/access.decorators.js';
import type { Principal, ProjectAccess } from '../auth/principal.js';
import { ApiController } from '../http/api-controller.js';
import { idParam } from '../http/id-param.js';
import { ListQueryDto } from '../http/list-query.js';
import { MergeDto, MergePageDto, MergePreviewDto, MergedDto, PreviewMergeDto } from './merge.dto.js';
import { MergesService } from './merges.service.js';

/** Merging two known people on purpose. Devices join their people by themselves and are not listed here. */
@ApiController('projects/:projectId/persons/merges', 'Persons')
export class MergesController {
  constructor(private readonly merges: MergesService) {}

  @Get()
  @ZodResponse({
    status: 200,
    description:
      'Who was merged with whom, by alias events and by hand, newest first. Filter by `state`, or `q`.',
    type: MergePageDto,
  })
  list(@Query() query: ListQueryDto, @InProject() { project }: ProjectAccess) {
    return this.merges.list(project.id, query);
  }

  @Post('preview')
  @HttpCode(200)
  @ChangesNothing()
  @ZodResponse({
    status: 200,
    description: 'What a merge would do: both people, properties in conflict, and the person they will be.',
    type: MergePreviewDto,
  })
  preview(@Body() pair: PreviewMergeDto, @InProject() { project }: ProjectAccess) {
    return this.merges.preview(project.id, pair);
  }

  @Post()
  @ZodResponse({
    status: 201,
    description: 'From now on the two count as one in every report, in the past too. It can be undone.',
    type: MergedDto,
  })
  merge(@Body() body: MergeDto, @InProject() { project }: ProjectAccess, @Caller() caller: Principal) {
    return this.merges.merge(project.id, body, caller);
  }

  @Post(':id/undo')
  @HttpCode(200)
  @ZodResponse({
    status: 200,
    description: 'Every report says again what it would say without the merge, also of what came since.',
    type: MergedDto,
  })
  undo(
    @Param('id', idParam('merge')) id: number,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    return this.merges.undo(project.id, id, caller);
  }
}
