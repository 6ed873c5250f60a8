import { ProblemException } from '@groundswell/platform';
import { MemberEntity, ProjectEntity } from '@groundswell/postgres';
import { Body, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { InjectRepository } from '@nestjs/typeorm';
import { ZodResponse } from 'nestjs-zod';
import { In, Repository } from 'typeorm';
import { Caller, InProject, Requires } from '../auth/access.decorators.js';
import type { Principal, ProjectAccess } from '../auth/principal.js';
import { ProjectAccessService } from '../auth/project-access.service.js';
import { ApiController } from '../http/api-controller.js';
import { listPage } from '../http/list-page.js';
import { ListQueryDto } from '../http/list-query.js';
import {
  ChangeProjectDto,
  CreatedProjectDto,
  NewProjectDto,
  ProjectDto,
  ProjectPageDto,
  type ProjectView,
} from './project.dto.js';
import { ProjectRemover } from './project-remover.js';
import { ProjectsService } from './projects.service.js';

@ApiController('projects', 'Projects')
export class ProjectsController {
  constructor(
    private readonly projects: ProjectsService,
    private readonly access: ProjectAccessService,
    private readonly remover: ProjectRemover,
    @InjectRepository(ProjectEntity) private readonly rows: Repository<ProjectEntity>,
  ) {}

  @Get()
  @ZodResponse({ status: 200, description: 'The projects that you are a member of.', type: ProjectPageDto })
  async list(@Query() query: ListQueryDto, @Caller() { user }: Principal) {
    const memberships = await this.access.memberships(user.id);
    const roles = new Map(memberships.map((member) => [member.projectId, member.role]));
    const mine = { id: In([...roles.keys()]) as unknown as number };
    const page = await listPage(this.rows, PROJECT_LIST, mine, { sort: 'id', ...query });
    const data = await Promise.all(
      page.data.map((project) => this.view(project, roles.get(project.id) ?? 'viewer')),
    );
    return { data, total: page.total };
  }

  @Post()
  @ZodResponse({ status: 201, description: 'Created, with its first keys.', type: CreatedProjectDto })
  async create(@Body() input: NewProjectDto, @Caller() caller: Principal) {
    if (!(await this.projects.mayCreate(caller.user.id))) {
      throw new ProblemException(403, 'Only owners and admins of a project may create another one.');
    }
    const { writeKey, clientKey, ...project } = await this.projects.create(input, { caller });
    return { ...(await this.view(project, 'owner')), writeKey, clientKey };
  }

  @Get(':projectId')
  @ZodResponse({ status: 200, description: 'One project.', type: ProjectDto })
  get(@InProject() { project, role }: ProjectAccess) {
    return this.view(project, role);
  }

  @Patch(':projectId')
  @ZodResponse({ status: 200, description: 'Changed.', type: ProjectDto })
  async change(
    @Body() change: ChangeProjectDto,
    @InProject() { project, role }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    return this.view(await this.projects.change(project, change, caller), role);
  }

  @Delete(':projectId')
  @HttpCode(204)
  @Requires('own')
  @ApiOperation({
    summary: 'Deletes the project and everything in it, for good. Its events are gone some minutes later.',
  })
  async remove(@InProject() { project }: ProjectAccess, @Caller() caller: Principal): Promise<void> {
    await this.projects.remove(project, caller);
    this.remover.wake();
  }

  private async view(project: ProjectEntity, role: MemberEntity['role']): Promise<ProjectView> {
    const range = await this.projects.range(project.id);
    return {
      ...project,
      createdAt: project.createdAt.toISOString(),
      role,
      zoneFixed: project.zoneFixed || range !== null,
      firstDay: range?.firstDay ?? null,
      lastDay: range?.lastDay ?? null,
    };
  }
}

const PROJECT_LIST = {
  fields: ['id', 'name', 'timeZone', 'currency', 'demo', 'createdAt'] as (keyof ProjectEntity & string)[],
  search: ['name'] as (keyof ProjectEntity & string)[],
  id: 'id' as const,
};
