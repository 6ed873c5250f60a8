import { Body, Delete, Get, HttpCode, Post, Put } from '@nestjs/common';
import { ZodResponse } from 'nestjs-zod';
import { Caller, ChangesNothing, InProject, Requires } from '../auth/access.decorators.js';
import type { Principal, ProjectAccess } from '../auth/principal.js';
import { ApiController } from '../http/api-controller.js';
import {
  ChangeChannelRulesDto,
  ChannelRulesDto,
  ChannelTrialAnswerDto,
  ChannelTrialDto,
} from './channel-rules.dto.js';
import { ChannelRulesService } from './channel-rules.service.js';

@ApiController('projects/:projectId/channelRules', 'Attribution')
export class ChannelRulesController {
  constructor(private readonly channels: ChannelRulesService) {}

  @Get()
  @ZodResponse({ status: 200, description: 'The rules in their order.', type: ChannelRulesDto })
  get(@InProject() { project }: ProjectAccess) {
    return this.channels.view(project);
  }

  @Put()
  @Requires('campaign')
  @ZodResponse({
    status: 200,
    description: 'In the place of those before. Reports follow them at once, for the past as well.',
    type: ChannelRulesDto,
  })
  change(
    @Body() { version, ...set }: ChangeChannelRulesDto,
    @InProject() { project }: ProjectAccess,
    @Caller() caller: Principal,
  ) {
    return this.channels.change(project.id, set, version, caller);
  }

  @Delete()
  @Requires('campaign')
  @HttpCode(200)
  @ZodResponse({ status: 200, description: 'Back to the rules of the product.', type: ChannelRulesDto })
  reset(@InProject() { project }: ProjectAccess, @Caller() caller: Principal) {
    return this.channels.change(project.id, null, undefined, caller);
  }

  @Post('trial')
  @Requires('read')
  @ChangesNothing()
  @HttpCode(200)
  @ZodResponse({
    status: 200,
    description:
      'The channel of somebody who comes from a referrer to an address, and the rule that says so.',
    type: ChannelTrialAnswerDto,
  })
  trial(@Body() { url, referrer, rules }: ChannelTrialDto, @InProject() { project }: ProjectAccess) {
    return this.channels.trial(url, referrer, rules ?? project.channelRuleSet?.rules);
  }
}
