import { Module } from '@nestjs/common';
import { AudiencesModule } from '../audiences/audiences.module.js';
import { MarketModule } from '../market/market.module.js';
import { ReferralModule } from '../referral/referral.module.js';
import { AnswerCache } from './answer-cache.js';
import { PersonsModule } from '../persons/persons.module.js';
import { PeopleService } from './people.service.js';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { PerformanceModule } from '../campaigns/performance/performance.module.js';
import { QueryController } from './query.controller.js';
import { QueryService } from './query.service.js';

@Module({
  imports: [AudiencesModule, PersonsModule, MarketModule, ReferralModule, PerformanceModule, CampaignsModule],
  controllers: [QueryController],
  providers: [QueryService, PeopleService, AnswerCache],
  exports: [QueryService],
})
export class QueriesModule {}
