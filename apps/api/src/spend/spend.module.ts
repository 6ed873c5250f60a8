import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { ExchangeRatesController } from './rates.controller.js';
import { SpendImportsController } from './spend-imports.controller.js';
import { SpendController } from './spend.controller.js';
import { SpendService } from './spend.service.js';

@Module({
  imports: [CampaignsModule],
  controllers: [SpendController, SpendImportsController, ExchangeRatesController],
  providers: [SpendService],
  exports: [SpendService],
})
export class SpendModule {}
