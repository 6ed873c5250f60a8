import { Module } from '@nestjs/common';
import { MarketModule } from '../market/market.module.js';
import { ReferralModule } from '../referral/referral.module.js';
import { AnswerCache } from './answer-cache.js';
import { QueryController } from './query.controller.js';
import { QueryService } from './query.service.js';

@Module({
  imports: [MarketModule, ReferralModule],
  controllers: [QueryController],
  providers: [QueryService, AnswerCache],
  exports: [QueryService],
})
export class QueriesModule {}
