import { ProblemException } from '@groundswell/platform';
import { ExperimentLayerEntity } from '@groundswell/postgres';
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
import { ChangeLayerDto, LayerDto, LayerPageDto, NewLayerDto } from './experiment.dto.js';
import { keyOfName } from './key-of-name.js';
import { takenOf } from './references.service.js';

const LAYERS: Resource<ExperimentLayerEntity> = {
  entity: ExperimentLayerEntity,
  name: 'layer',
  path: 'layers',
};
const LIST: ListSpec<ExperimentLayerEntity> = {
  fields: ['id', 'key', 'name', 'createdAt'],
  search: ['key', 'name'],
  id: 'id',
};
const layerId = idParam('layer');

@ApiController('projects/:projectId/layers', 'Experiments')
export class LayersController {
  constructor(
    private readonly layers: ProjectRows,
    @InjectRepository(ExperimentLayerEntity) private readonly rows: Repository<ExperimentLayerEntity>,
  ) {}

  @Get()
  @ZodResponse({ status: 200, description: 'Layers, and what is taken of each.', type: LayerPageDto })
  async list(@Query() query: ListQueryDto, @InProject() { project }: ProjectAccess) {
    const page = await listPage(this.rows, LIST, { projectId: project.id }, query);
    return { data: await Promise.all(page.data.map((row) => this.view(row))), total: page.total };
  }

  @Get(':id')
  @ZodResponse({ status: 200, description: 'One layer.', type: LayerDto })
  async get(@Param('id', layerId) id: number, @InProject() { project }: ProjectAccess) {
    return this.view(await this.layers.get(LAYERS, project.id, id));
  }

  @Post()
  @Requires('experiment')
  @ZodResponse({ status: 201, description: 'Empty as yet.', type: LayerDto })
  async create(
    @Body() input: NewLayerDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    const rows = await this.rows.findBy({ projectId: project.id });
    const key = input.key ?? keyOfName(input.name, new Set(rows.map((row) => row.key)), 'layer');
    return this.view(await this.layers.create(LAYERS, project.id, { ...input, key }, caller));
  }

  @Patch(':id')
  @Requires('experiment')
  @ZodResponse({ status: 200, description: 'Changed.', type: LayerDto })
  async change(
    @Param('id', layerId) id: number,
    @Body() change: ChangeLayerDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    return this.view(await this.layers.change(LAYERS, project.id, id, change, caller));
  }

  @Delete(':id')
  @Requires('experiment')
  @HttpCode(204)
  async remove(
    @Param('id', layerId) id: number,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ): Promise<void> {
    const [user] = await takenOf(this.rows.manager, project.id, id);
    if (user) throw new ProblemException(409, `"${user.name}" is in this layer: take it out, or archive it.`);
    await this.layers.remove(LAYERS, project.id, id, caller);
  }

  private async view({ projectId, createdAt, ...layer }: ExperimentLayerEntity) {
    const taken = await takenOf(this.rows.manager, projectId, layer.id);
    return { ...layer, taken, createdAt: createdAt.toISOString() };
  }
}
