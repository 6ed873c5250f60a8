import { Module } from '@nestjs/common';
import { AttributionController } from './attribution.controller.js';
import { StatisticsController } from './statistics.controller.js';

/** `POST /api/statistics/{test}`: calculations on given numbers. */
@Module({ controllers: [AttributionController, StatisticsController] })
export class StatisticsModule {}
