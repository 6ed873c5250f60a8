import { Module } from '@nestjs/common';
import { AudiencesService } from './audiences.service.js';
import { CohortDeliveryWorker } from './cohort-delivery-worker.js';
import { CohortLists } from './cohort-lists.js';
import { PersonPropertiesController } from './person-properties.controller.js';
import { PersonSync } from './person-sync.js';
import { PersonSyncWorker } from './person-sync-worker.js';

@Module({
  controllers: [PersonPropertiesController],
  providers: [AudiencesService, CohortLists, PersonSync, PersonSyncWorker, CohortDeliveryWorker],
  exports: [AudiencesService, CohortLists, PersonSync],
})
export class AudiencesModule {}
