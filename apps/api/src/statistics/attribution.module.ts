import { Module } from '@nestjs/common';
import { AttributionController } from './attribution.controller.js';

/** `POST /api/statistics/attribution`. */
@Module({ controllers: [AttributionController] })
export class AttributionModule {}
