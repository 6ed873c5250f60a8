import { Module } from '@nestjs/common';
import { AudiencesModule } from '../audiences/audiences.module.js';
import { ResourcesModule } from '../resources/resources.module.js';
import { FactsCache } from './facts-cache.js';
import { ResultsController } from './results.controller.js';
import { ResultsService } from './results.service.js';

@Module({
  imports: [ResourcesModule, AudiencesModule],
  controllers: [ResultsController],
  providers: [ResultsService, FactsCache],
  exports: [ResultsService],
})
export class ResultsModule {}
