import { Module } from '@nestjs/common';
import { ResourcesModule } from '../resources/resources.module.js';
import { MetricUsers } from './metric-users.js';
import { MetricsController } from './metrics.controller.js';

@Module({ imports: [ResourcesModule], controllers: [MetricsController], providers: [MetricUsers] })
export class MetricsModule {}
