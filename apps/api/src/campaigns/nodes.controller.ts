import { type NamingLevel, parseName } from '@groundswell/contracts';
import { ProblemException } from '@groundswell/platform';
import { CampaignNodeEntity } from '@groundswell/postgres';
import { Logger, Body, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
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
  CampaignNodeDto,
  CampaignNodePageDto,
  type CampaignNodeView,
  ChangeCampaignNodeDto,
  MergeCampaignDto,
  NewCampaignNodeDto,
} from './campaign.dto.js';
import { CampaignsService, notThere } from './campaigns.service.js';

const LIST: ListSpec<CampaignNodeEntity> = {
  fields: [
    'id',
    'name',
    'platform',
    'externalId',
    'parentId',
    'origin',
    'mergedInto',
    'type',
    'archived',
    'createdAt',
  ],
  search: ['name', 'externalId', 'platform', 'audience', 'text'],
  id: 'id',
};
const PARENTS: Record<NamingLevel, readonly NamingLevel[]> = {
  campaign: [],
  adGroup: ['campaign'],
  creative: ['adGroup', 'campaign'],
};

/** The resource of one level of the naming tree. */
export function nodesController(level: NamingLevel, path: string) {
  const resource: Resource<CampaignNodeEntity> = { entity: CampaignNodeEntity, name: level, path };

  const logger = new Logger('Campaigns');

  @ApiController(`projects/:projectId/${path}`, 'Campaigns')
  class NodesController {
    constructor(
      private readonly nodes: ProjectRows,
      private readonly campaigns: CampaignsService,
      @InjectRepository(CampaignNodeEntity) private readonly rows: Repository<CampaignNodeEntity>,
    ) {}

    @Get()
    @ZodResponse({
      status: 200,
      description: 'Made by hand, by spend, or by first sight in events.',
      type: CampaignNodePageDto,
    })
    async list(@Query() query: ListQueryDto, @InProject() { project }: ProjectAccess) {
      // What is there is listed also where names of events cannot be read or kept now.
      await this.campaigns.learnFromEvents(project.id).catch((error: unknown) => logger.warn(String(error)));
      const page = await listPage(this.rows, LIST, { projectId: project.id, level }, query);
      const template = await this.campaigns.template(project.id);
      return { data: page.data.map((node) => view(node, template)), total: page.total };
    }

    @Get(':id')
    @ZodResponse({ status: 200, description: 'One.', type: CampaignNodeDto })
    async get(@Param('id', idParam(level)) id: number, @InProject() { project }: ProjectAccess) {
      return this.viewOf(project.id, await this.found(project.id, id));
    }

    @Post()
    @Requires('campaign')
    @ZodResponse({ status: 201, description: 'Made.', type: CampaignNodeDto })
    async create(
      @Body() input: NewCampaignNodeDto,
      @InProject() { project }: ProjectAccess,
      @Caller() caller: Principal,
    ) {
      const { parentId = null, platform = '', externalId = '', ...rest } = input;
      const above = await this.checkParent(project.id, parentId);
      const identity = externalId || [...above, rest.name].join(' / ');
      const values = { ...rest, level, parentId, platform, externalId, identity, origin: 'hand' as const };
      const row = await this.nodes.create(resource, project.id, values, caller).catch(orTaken);
      return this.viewOf(project.id, row);
    }

    @Patch(':id')
    @Requires('campaign')
    @ZodResponse({ status: 200, description: 'Changed.', type: CampaignNodeDto })
    async change(
      @Param('id', idParam(level)) id: number,
      @Body() change: ChangeCampaignNodeDto,
      @InProject() { project }: ProjectAccess,
      @Caller() caller: Principal,
    ) {
      const before = await this.found(project.id, id);
      if (change.parentId !== undefined) await this.checkParent(project.id, change.parentId);
      // Touches name it as before: what it was called goes on to mean it.
      const renamed = change.name !== undefined && change.name !== before.name;
      const aliases = renamed
        ? [...new Set([...(change.aliases ?? before.aliases), before.name])].filter(
            (alias) => alias !== change.name,
          )
        : change.aliases;
      const values = aliases ? { ...change, aliases } : change;
      return this.viewOf(project.id, await this.nodes.change(resource, project.id, id, values, caller));
    }

    @Delete(':id')
    @Requires('campaign')
    @HttpCode(204)
    async remove(
      @Param('id', idParam(level)) id: number,
      @InProject() { project }: ProjectAccess,
      @Caller() caller: Principal,
    ): Promise<void> {
      await this.found(project.id, id);
      await this.nodes.remove(resource, project.id, id, caller);
    }

    @Post(':id/merge')
    @HttpCode(200)
    @Requires('campaign')
    @ZodResponse({
      status: 200,
      description: 'Both count together everywhere, until it is taken back.',
      type: CampaignNodeDto,
    })
    async merge(
      @Param('id', idParam(level)) id: number,
      @Body() { into }: MergeCampaignDto,
      @InProject() { project }: ProjectAccess,
      @Caller() caller: Principal,
    ) {
      await this.campaigns.merge(project.id, level, id, into, caller);
      return this.viewOf(project.id, await this.found(project.id, id));
    }

    private async found(projectId: number, id: number): Promise<CampaignNodeEntity> {
      const row = await this.rows.findOneBy({ id, projectId, level });
      if (!row) throw notThere(level, id);
      return row;
    }

    private async viewOf(projectId: number, row: CampaignNodeEntity): Promise<CampaignNodeView> {
      return view(row, await this.campaigns.template(projectId));
    }

    /** @returns what stands before the name in the identity of a part without an id */
    private async checkParent(projectId: number, parentId: number | null): Promise<string[]> {
      if (parentId === null) return [];
      const parent = await this.rows.findOneBy({ id: parentId, projectId });
      if (parent && PARENTS[level].includes(parent.level)) return [parent.identity];
      const message =
        PARENTS[level].length === 0
          ? 'a campaign is under nothing'
          : `is no ${PARENTS[level].join(' or ')} of this project`;
      throw new ProblemException(400, `parentId ${message}.`, [{ path: 'parentId', message }]);
    }
  }
  Object.defineProperty(NodesController, 'name', { value: `${level}Controller` });
  return NodesController;
}

function orTaken(error: unknown): never {
  if ((error as { driverError?: { code?: string } }).driverError?.code !== '23505') throw error;
  const message = 'is there already on this platform';
  throw new ProblemException(409, `name ${message}.`, [{ path: 'name', message }]).coded('name_in_use');
}

function view(row: CampaignNodeEntity, template: string | null): CampaignNodeView {
  const { projectId: _, identity: __, createdAt, ...rest } = row;
  return {
    ...rest,
    parsed: template === null ? null : parseName(template, row.name),
    createdAt: createdAt.toISOString(),
  };
}
