import { Body, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ZodResponse } from 'nestjs-zod';
import { Caller, InProject, Requires } from '../auth/access.decorators.js';
import type { Principal, ProjectAccess } from '../auth/principal.js';
import { ApiController } from '../http/api-controller.js';
import { idParam } from '../http/id-param.js';
import { ListQueryDto } from '../http/list-query.js';
import { ErasureDto, ErasurePageDto, RequestErasureDto, RequestedErasureDto } from './erasure.dto.js';
import { ErasuresService } from './erasures.service.js';

@ApiController('projects/:projectId/erasures', 'Erasures')
export class ErasuresController {
  constructor(private readonly erasures: ErasuresService) {}

  @Post()
  @HttpCode(202)
  @ZodResponse({
    status: 202,
    description:
      'The person will be gone from events, rollups and identities, with everybody who counts as them, and stays so. It cannot be undone.',
    type: RequestedErasureDto,
  })
  request(
    @Body() body: RequestErasureDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    return this.erasures.request(project.id, body, caller);
  }

  @Get()
  @Requires('manage')
  @ZodResponse({
    status: 200,
    description: 'The log of erasures, newest first. It does not say who was erased.',
    type: ErasurePageDto,
  })
  list(@Query() query: ListQueryDto, @InProject() { project }: ProjectAccess) {
    return this.erasures.list(project.id, query);
  }

  @Get(':id')
  @Requires('manage')
  @ZodResponse({ status: 200, description: 'One erasure.', type: ErasureDto })
  get(@Param('id', idParam('erasure')) id: number, @InProject() { project }: ProjectAccess) {
    return this.erasures.get(project.id, id);
  }
}
