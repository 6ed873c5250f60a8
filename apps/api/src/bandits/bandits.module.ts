import { Module } from '@nestjs/common';
import { ResultsModule } from '../experiment-results/results.module.js';
import { BanditStep } from './bandit-step.js';
import { BanditWorker } from './bandit-worker.js';

/** Experiments whose weights follow what they find. */
@Module({ imports: [ResultsModule], providers: [BanditStep, BanditWorker] })
export class BanditsModule {}
