import { Body, Get, HttpCode, Post } from '@nestjs/common';
import { ZodResponse } from 'nestjs-zod';
import { Caller, InProject, Requires } from '../auth/access.decorators.js';
import type { Principal, ProjectAccess } from '../auth/principal.js';
import { ApiController } from '../http/api-controller.js';
import { ConventionDto } from './campaign.dto.js';
import { CampaignsService } from './campaigns.service.js';
import { checkTemplate } from './convention.js';

/** Registered before the campaigns, whose ids would take its place. */
@ApiController('projects/:projectId/campaigns/convention', 'Campaigns')
export class ConventionController {
  constructor(private readonly campaigns: CampaignsService) {}

  @Get()
  @ZodResponse({ status: 200, description: 'How this project names its campaigns.', type: ConventionDto })
  async get(@InProject() { project }: ProjectAccess) {
    return { template: (await this.campaigns.template(project.id)) ?? '' };
  }

  @Post()
  @HttpCode(200)
  @Requires('campaign')
  @ZodResponse({ status: 200, description: 'Names are read by it from now on.', type: ConventionDto })
  async set(
    @Body() { template }: ConventionDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    if (template !== '') checkTemplate(template);
    await this.campaigns.setTemplate(project.id, template, caller);
    return { template };
  }
}
