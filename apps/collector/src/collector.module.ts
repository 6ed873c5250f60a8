import { Module } from '@nestjs/common';
import { LinksService } from './links/links.service.js';
import { PostHogService } from './posthog/posthog.service.js';
import { ReferralLinks } from './referral/referral-links.service.js';
import { SegmentService } from './segment/segment.service.js';

const SERVICES = [SegmentService, PostHogService, ReferralLinks, LinksService];

/** Takes events in. Needs EVENT_LOG and PostgresModule (for keys) from the module above it. */
@Module({ providers: SERVICES, exports: SERVICES })
export class CollectorModule {}
