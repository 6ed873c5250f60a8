import { Module } from '@nestjs/common';
import { ResourcesModule } from '../resources/resources.module.js';
import { ReferralProgramsController } from './referral-programs.controller.js';
import { ReferralService } from './referral.service.js';

@Module({
  imports: [ResourcesModule],
  controllers: [ReferralProgramsController],
  providers: [ReferralService],
  exports: [ReferralService],
})
export class ReferralModule {}
