import { Module } from '@nestjs/common';
import { AudiencesService } from './audiences.service.js';
import { PersonSync } from './person-sync.js';
import { PersonSyncWorker } from './person-sync-worker.js';

@Module({
  providers: [AudiencesService, PersonSync, PersonSyncWorker],
  exports: [AudiencesService, PersonSync],
})
export class AudiencesModule {}
