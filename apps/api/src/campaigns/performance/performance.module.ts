import { Module } from '@nestjs/common';
import { SpendModule } from '../../spend/spend.module.js';
import { CampaignsModule } from '../campaigns.module.js';
import { PerformanceService } from './performance.service.js';

@Module({
  imports: [CampaignsModule, SpendModule],
  providers: [PerformanceService],
  exports: [PerformanceService],
})
export class PerformanceModule {}
