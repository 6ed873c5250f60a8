import { Module } from '@nestjs/common';
import { PostHogService } from './posthog/posthog.service.js';
import { SegmentService } from './segment/segment.service.js';

/** Takes events in. Needs EVENT_LOG and PostgresModule (for keys) from the module above it. */
@Module({ providers: [SegmentService, PostHogService], exports: [SegmentService, PostHogService] })
export class CollectorModule {}
