import { FlagEntity, FlagUseEntity } from '@groundswell/postgres';
import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { ZodResponse } from 'nestjs-zod';
import { In, Repository } from 'typeorm';
import { Caller, ChangesNothing, InProject, Requires } from '../auth/access.decorators.js';
import type { Principal, ProjectAccess } from '../auth/principal.js';
import { definitionOf } from '../flag-delivery/flag-source.js';
import { Act } from '../http/act.js';
import { ApiController } from '../http/api-controller.js';
import { idParam } from '../http/id-param.js';
import { type ListSpec, listPage } from '../http/list-page.js';
import { ListQueryDto } from '../http/list-query.js';
import { ProjectRows, type Resource } from '../resources/project-rows.js';
import { RolloutGuards } from '../rollouts/rollout-guards.service.js';
import {
  ChangeFlagDto,
  FlagDto,
  FlagPageDto,
  type FlagView,
  NewFlagDto,
  TriedFlagDto,
  TryFlagDto,
} from './flag.dto.js';
import { FlagsService } from './flags.service.js';

const FLAGS: Resource<FlagEntity> = { entity: FlagEntity, name: 'flag', path: 'flags' };
const LIST: ListSpec<FlagEntity> = {
  fields: ['id', 'key', 'type', 'archivedAt', 'createdAt', 'updatedAt'],
  search: ['key', 'description'],
  id: 'id',
};
const flagId = idParam('flag');

@ApiController('projects/:projectId/flags', 'Flags')
export class FlagsController {
  constructor(
    private readonly rowsOfProject: ProjectRows,
    private readonly flags: FlagsService,
    private readonly rollouts: RolloutGuards,
    @InjectRepository(FlagEntity) private readonly rows: Repository<FlagEntity>,
    @InjectRepository(FlagUseEntity) private readonly uses: Repository<FlagUseEntity>,
  ) {}

  @Get()
  @ZodResponse({
    status: 200,
    description: 'Flags; `filter={"archivedAt":null}` leaves out what is archived.',
    type: FlagPageDto,
  })
  async list(@Query() query: ListQueryDto, @InProject() { project }: ProjectAccess) {
    const page = await listPage(this.rows, LIST, { projectId: project.id }, query);
    return { data: await this.views(page.data), total: page.total };
  }

  @Get(':id')
  @ZodResponse({ status: 200, description: 'One flag.', type: FlagDto })
  async get(@Param('id', flagId) id: number, @InProject() { project }: ProjectAccess) {
    return this.view(await this.rowsOfProject.get(FLAGS, project.id, id));
  }

  @Post()
  @Requires('experiment')
  @ZodResponse({ status: 201, description: 'Delivered where it is on, within two seconds.', type: FlagDto })
  async create(
    @Body() input: NewFlagDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    return this.view(await this.flags.create(project.id, input, caller));
  }

  @Patch(':id')
  @Requires('experiment')
  @ZodResponse({ status: 200, description: 'Changed, and delivered within two seconds.', type: FlagDto })
  async change(
    @Param('id', flagId) id: number,
    @Body() change: ChangeFlagDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    return this.view(await this.flags.change(project.id, id, change, caller));
  }

  @Delete(':id')
  @Requires('experiment')
  @HttpCode(204)
  async remove(
    @Param('id', flagId) id: number,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ): Promise<void> {
    await this.flags.remove(project.id, id, caller);
  }

  @Act('archive', 'Off everywhere, and kept.', FlagDto)
  async archive(
    @Param('id', flagId) id: number,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    return this.view(await this.flags.archive(project.id, id, true, caller));
  }

  @Act('restore', 'As it was before it was archived.', FlagDto)
  async restore(
    @Param('id', flagId) id: number,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    return this.view(await this.flags.archive(project.id, id, false, caller));
  }

  @Act(
    'rules/:ruleId/resume',
    'A guarded roll-out that went back goes on as its rule says, and is measured anew.',
    FlagDto,
  )
  async resume(
    @Param('id', flagId) id: number,
    @Param('ruleId') ruleId: string,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    await this.rollouts.resume(project.id, id, ruleId, caller);
    return this.view(await this.rowsOfProject.get(FLAGS, project.id, id));
  }

  @Post(':id/try')
  @Requires('read')
  @ChangesNothing()
  @HttpCode(200)
  @ZodResponse({
    status: 200,
    description: 'What somebody with these attributes gets now, and why.',
    type: TriedFlagDto,
  })
  try(
    @Param('id', flagId) id: number,
    @Body() { environment, attributes }: TryFlagDto,
    @InProject() { project }: ProjectAccess,
  ) {
    return this.flags.try(project.id, id, environment, attributes);
  }

  private async view(row: FlagEntity): Promise<FlagView> {
    return (await this.views([row]))[0]!;
  }

  private async views(rows: FlagEntity[]): Promise<FlagView[]> {
    const [projectId, keys] = [rows[0]?.projectId ?? 0, rows.map(({ key }) => key)];
    const uses = await this.uses.findBy({ projectId, key: In(keys) });
    const rollouts = await this.rollouts.statesOf(rows);
    return rows.map((row) =>
      viewOf(
        row,
        uses.filter(({ key }) => key === row.key),
        rollouts.get(row.id) ?? [],
      ),
    );
  }
}

function viewOf(row: FlagEntity, uses: FlagUseEntity[], rollouts: FlagView['rollouts']): FlagView {
  return {
    ...definitionOf(row),
    defaultValue: row.defaultValue,
    id: row.id,
    evaluatedAt: Object.fromEntries(
      uses.map(({ environment, evaluatedAt }) => [environment, evaluatedAt.toISOString()]),
    ),
    rollouts,
    archivedAt: row.archivedAt?.toISOString() ?? null,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
