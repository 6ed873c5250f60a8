import { Module } from '@nestjs/common';
import { ResultsModule } from '../experiment-results/results.module.js';
import { RolloutCheck } from './rollout-check.js';
import { RolloutGuards } from './rollout-guards.service.js';
import { RolloutWorker } from './rollout-worker.js';

/** Roll-outs that are measured, and that go back by themselves where they hurt. */
@Module({
  imports: [ResultsModule],
  providers: [RolloutGuards, RolloutCheck, RolloutWorker],
  exports: [RolloutGuards],
})
export class RolloutsModule {}
