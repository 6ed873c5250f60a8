import { Module } from '@nestjs/common';
import { ErasureJob } from './erasure-job.js';
import { ErasureWorker } from './erasure-worker.js';
import { RawRetention } from './raw-retention.js';
import { ErasuresController } from './erasures.controller.js';
import { ErasuresService } from './erasures.service.js';

/** Erasing people, and the job that does it. Needs PostgreSQL, ClickHouse and the event log from the root. */
@Module({
  controllers: [ErasuresController],
  providers: [ErasuresService, ErasureJob, ErasureWorker, RawRetention],
  exports: [ErasureJob, RawRetention],
})
export class ErasureModule {}
