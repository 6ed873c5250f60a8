import { Module } from '@nestjs/common';
import { ResourcesModule } from '../resources/resources.module.js';
import { ReferralRewardsController } from './rewards/referral-rewards.controller.js';
import { RewardWorker } from './rewards/reward-worker.js';
import { RewardsService } from './rewards/rewards.service.js';
import { ReferralProgramsController } from './referral-programs.controller.js';
import { ReferralGraphs } from './referral-graphs.js';
import { ReferralService } from './referral.service.js';

@Module({
  imports: [ResourcesModule],
  controllers: [ReferralProgramsController, ReferralRewardsController],
  providers: [ReferralService, ReferralGraphs, RewardsService, RewardWorker],
  exports: [ReferralService],
})
export class ReferralModule {}
