import type { DashboardShareEntity } from '@groundswell/postgres';
import { Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { Caller, InProject, Requires } from '../auth/access.decorators.js';
import type { Principal, ProjectAccess } from '../auth/principal.js';
import { ApiController } from '../http/api-controller.js';
import { idParam } from '../http/id-param.js';
import { ProjectRows } from '../resources/project-rows.js';
import { CreatedShareDto, type ShareView, SharesDto } from './dashboard.dto.js';
import { DASHBOARDS } from './dashboards.controller.js';
import { SharesService } from './shares.service.js';

/** Opening data to the outside is for those who manage the project. */
@ApiController('projects/:projectId/dashboards/:id/shares', 'Dashboards')
export class SharesController {
  constructor(
    private readonly dashboards: ProjectRows,
    private readonly shares: SharesService,
  ) {}

  @Get()
  @Requires('manage')
  @ZodResponse({ status: 200, description: 'Links, without their tokens.', type: SharesDto })
  async list(@Param('id', idParam('dashboard')) id: number, @InProject() { project }: ProjectAccess) {
    const shares = await this.shares.list(await this.dashboards.get(DASHBOARDS, project.id, id));
    return { data: shares.map(view), total: shares.length };
  }

  @Post()
  @Requires('manage')
  @ApiOperation({ summary: 'Makes a link that opens this dashboard, and nothing else, without a sign-in.' })
  @ZodResponse({ status: 201, description: 'The token is shown this once.', type: CreatedShareDto })
  async create(
    @Param('id', idParam('dashboard')) id: number,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    const dashboard = await this.dashboards.get(DASHBOARDS, project.id, id);
    const { share, token } = await this.shares.create(dashboard, caller);
    return { ...view(share), token, path: `/shared/${token}` };
  }

  @Delete(':shareId')
  @Requires('manage')
  @HttpCode(204)
  @ApiOperation({ summary: 'The link opens nothing from now on.' })
  async revoke(
    @Param('id', idParam('dashboard')) id: number,
    @Param('shareId', idParam('link')) shareId: number,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ): Promise<void> {
    const dashboard = await this.dashboards.get(DASHBOARDS, project.id, id);
    await this.shares.revoke(dashboard, shareId, caller);
  }
}

function view({ id, createdAt, revokedAt }: DashboardShareEntity): ShareView {
  return { id, createdAt: createdAt.toISOString(), revokedAt: revokedAt?.toISOString() ?? null };
}
