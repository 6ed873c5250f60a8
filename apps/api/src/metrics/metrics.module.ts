import { Module } from '@nestjs/common';
import { ResourcesModule } from '../resources/resources.module.js';
import { MetricsController } from './metrics.controller.js';

@Module({ imports: [ResourcesModule], controllers: [MetricsController] })
export class MetricsModule {}
