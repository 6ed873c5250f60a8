import { AnnotationEntity } from '@groundswell/postgres';
import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { ZodResponse } from 'nestjs-zod';
import { Repository } from 'typeorm';
import { Caller, InProject, Requires } from '../auth/access.decorators.js';
import type { Principal, ProjectAccess } from '../auth/principal.js';
import { ApiController } from '../http/api-controller.js';
import { idParam } from '../http/id-param.js';
import { type ListSpec, listPage } from '../http/list-page.js';
import { ListQueryDto } from '../http/list-query.js';
import { ProjectRows, type Resource } from '../resources/project-rows.js';
import {
  AnnotationDto,
  AnnotationPageDto,
  type AnnotationView,
  ChangeAnnotationDto,
  NewAnnotationDto,
} from './annotation.dto.js';

const ANNOTATIONS: Resource<AnnotationEntity> = {
  entity: AnnotationEntity,
  name: 'annotation',
  path: 'annotations',
};
const LIST: ListSpec<AnnotationEntity> = {
  fields: ['id', 'date', 'text', 'kind', 'createdAt'],
  search: ['text'],
  id: 'id',
};

@ApiController('projects/:projectId/annotations', 'Annotations')
export class AnnotationsController {
  constructor(
    private readonly annotations: ProjectRows,
    @InjectRepository(AnnotationEntity) private readonly rows: Repository<AnnotationEntity>,
  ) {}

  @Get()
  @ZodResponse({ status: 200, description: 'Releases, campaigns and notes.', type: AnnotationPageDto })
  async list(@Query() query: ListQueryDto, @InProject() { project }: ProjectAccess) {
    const page = await listPage(this.rows, LIST, { projectId: project.id }, query);
    return { data: page.data.map(view), total: page.total };
  }

  @Get(':id')
  @ZodResponse({ status: 200, description: 'One annotation.', type: AnnotationDto })
  async get(@Param('id', idParam('annotation')) id: number, @InProject() { project }: ProjectAccess) {
    return view(await this.annotations.get(ANNOTATIONS, project.id, id));
  }

  @Post()
  @Requires('report')
  @ZodResponse({ status: 201, description: 'Drawn on every chart over time.', type: AnnotationDto })
  async create(
    @Body() input: NewAnnotationDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    return view(await this.annotations.create(ANNOTATIONS, project.id, input, caller));
  }

  @Patch(':id')
  @Requires('report')
  @ZodResponse({ status: 200, description: 'Changed.', type: AnnotationDto })
  async change(
    @Param('id', idParam('annotation')) id: number,
    @Body() change: ChangeAnnotationDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    return view(await this.annotations.change(ANNOTATIONS, project.id, id, change, caller));
  }

  @Delete(':id')
  @Requires('report')
  @HttpCode(204)
  async remove(
    @Param('id', idParam('annotation')) id: number,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ): Promise<void> {
    await this.annotations.remove(ANNOTATIONS, project.id, id, caller);
  }
}

function view({ id, date, text, kind, version, createdAt }: AnnotationEntity): AnnotationView {
  return { id, date, text, kind, version, createdAt: createdAt.toISOString() };
}
