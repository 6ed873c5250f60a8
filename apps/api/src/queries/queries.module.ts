import { Module } from '@nestjs/common';
import { MarketModule } from '../market/market.module.js';
import { QueryController } from './query.controller.js';
import { QueryService } from './query.service.js';

@Module({
  imports: [MarketModule],
  controllers: [QueryController],
  providers: [QueryService],
  exports: [QueryService],
})
export class QueriesModule {}
