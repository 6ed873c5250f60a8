import { Module } from '@nestjs/common';
import { SegmentService } from './segment/segment.service.js';

/** Takes events in. Needs EVENT_LOG and PostgresModule (for keys) from the module above it. */
@Module({ providers: [SegmentService], exports: [SegmentService] })
export class CollectorModule {}
