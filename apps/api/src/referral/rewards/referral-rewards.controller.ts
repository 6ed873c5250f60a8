import { REWARD_SIDES, type ReferralRewards, type RewardSide } from '@groundswell/contracts';
import { ProblemException } from '@groundswell/platform';
import { ReferralProgramEntity, RewardLedger } from '@groundswell/postgres';
import { Body, Get, HttpCode, Param, type PipeTransform, Post, Query } from '@nestjs/common';
import { ZodResponse } from 'nestjs-zod';
import { Caller, InProject, Requires } from '../../auth/access.decorators.js';
import type { Principal, ProjectAccess } from '../../auth/principal.js';
import { ApiController } from '../../http/api-controller.js';
import { idParam } from '../../http/id-param.js';
import { settingsOf } from '../../projects/settings-of.js';
import { ProjectRows } from '../../resources/project-rows.js';
import { PROGRAMS } from '../programs.js';
import {
  RewardActDto,
  RewardBalanceListDto,
  RewardBalancePageDto,
  RewardEntriesDto,
  RewardListDto,
  RewardPageDto,
  SettledDto,
} from './referral-rewards.dto.js';
import { RewardsService } from './rewards.service.js';

const programId = idParam('referral program');
const sideParam: PipeTransform<string, RewardSide> = {
  transform(text) {
    const side = REWARD_SIDES.find((one) => one === text);
    if (side) return side;
    throw new ProblemException(404, `Rewards have the sides ${REWARD_SIDES.join(' and ')}.`);
  },
};
/** Below zero: somebody who was erased. */
const inviteeParam: PipeTransform<string, number> = {
  transform(text) {
    if (/^-?[1-9]\d{0,14}$/.test(text)) return Number(text);
    throw new ProblemException(404, `There is no person "${text.slice(0, 50)}".`);
  },
};

/** Rewards of a referral programme, as a ledger. */
@ApiController('projects/:projectId/referralPrograms/:id/rewards', 'Referral')
export class ReferralRewardsController {
  constructor(
    private readonly programs: ProjectRows,
    private readonly ledger: RewardLedger,
    private readonly rewards: RewardsService,
  ) {}

  @Get()
  @ZodResponse({ status: 200, description: 'Rewards, those that changed last first.', type: RewardPageDto })
  async list(
    @Param('id', programId) id: number,
    @Query() { page, perPage, ...filter }: RewardListDto,
    @InProject() access: ProjectAccess,
  ) {
    const { definition } = await this.program(id, access);
    const rewards = definition.rewards as ReferralRewards | null | undefined;
    return {
      ...(await this.ledger.list(id, filter, { page, perPage })),
      unit: rewards?.unit ?? null,
      totals: await this.ledger.totals(id),
    };
  }

  @Get('balances')
  @ZodResponse({
    status: 200,
    description: 'What everybody has: the sums of their lines.',
    type: RewardBalancePageDto,
  })
  async balances(
    @Param('id', programId) id: number,
    @Query() page: RewardBalanceListDto,
    @InProject() access: ProjectAccess,
  ) {
    await this.program(id, access);
    return this.ledger.balances(id, page);
  }

  @Get(':inviteeId/:side')
  @ZodResponse({
    status: 200,
    description: 'The lines of one reward, in their order.',
    type: RewardEntriesDto,
  })
  async entries(
    @Param('id', programId) id: number,
    @Param('inviteeId', inviteeParam) inviteeId: number,
    @Param('side', sideParam) side: RewardSide,
    @InProject() access: ProjectAccess,
  ) {
    await this.program(id, access);
    const data = await this.ledger.entries(id, inviteeId, side);
    if (data.length === 0)
      throw new ProblemException(404, `There is no ${side}'s reward for person ${inviteeId}.`);
    return { data, total: data.length };
  }

  @Post('settle')
  @HttpCode(200)
  @Requires('campaign')
  @ZodResponse({
    status: 200,
    description:
      'Brings the ledger to what events, rules and members say now. It happens by itself every ten minutes; to ask again adds nothing.',
    type: SettledDto,
  })
  async settle(@Param('id', programId) id: number, @InProject() access: ProjectAccess) {
    const program = await this.program(id, access);
    return { added: await this.rewards.settle(settingsOf(access.project), program, new Date()) };
  }

  @Post(':inviteeId/:side')
  @HttpCode(204)
  @Requires('manage')
  async decide(
    @Param('id', programId) id: number,
    @Param('inviteeId', inviteeParam) inviteeId: number,
    @Param('side', sideParam) side: RewardSide,
    @Body() body: RewardActDto,
    @InProject() access: ProjectAccess,
    @Caller() caller: Principal,
  ): Promise<void> {
    const program = await this.program(id, access);
    await this.rewards.decide(settingsOf(access.project), program, { inviteeId, side }, body, caller);
  }

  private program(id: number, { project }: ProjectAccess): Promise<ReferralProgramEntity> {
    return this.programs.get(PROGRAMS, project.id, id);
  }
}
