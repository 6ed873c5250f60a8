import { EVENT_LOG, type EventLog } from '@groundswell/event-log';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { collectorRoutes } from './http/collector-routes.js';
import { InFlight } from './http/in-flight.js';
import { MAX_IN_FLIGHT_BYTES } from './http/intake.js';
import { linkRoutes } from './links/link-routes.js';
import { LinksService } from './links/links.service.js';
import { type CollectorLimits, DEFAULT_LIMITS } from './limits/collector-limits.js';
import { EventAllowance } from './limits/event-allowance.js';
import { watchQueues } from './metrics/collector-metrics.js';
import { posthogRoutes } from './posthog/posthog-routes.js';
import { PostHogService } from './posthog/posthog.service.js';
import { ReferralLinks } from './referral/referral-links.service.js';
import { referralRoutes } from './referral/referral-routes.js';
import { SegmentService } from './segment/segment.service.js';

/**
 * Adds the collector's routes to the HTTP server, with body parsing, errors and CORS of their own that no other route
 * sees. Call once, before `listen`.
 */
export async function configureCollector(
  app: NestFastifyApplication,
  limits: Partial<CollectorLimits> = {},
): Promise<void> {
  const { eventsPerSecond, bodyLimitMs } = { ...DEFAULT_LIMITS, ...limits };
  const inFlight = new InFlight(MAX_IN_FLIGHT_BYTES);
  const allowance = new EventAllowance(eventsPerSecond);
  watchQueues(inFlight, app.get<EventLog>(EVENT_LOG, { strict: false }));
  // Nest and this package name two copies of Fastify's types; the instance is one.
  type Plugin = Parameters<typeof app.register>[0];
  const shared = { inFlight, allowance, bodyLimitMs };
  const segment = { service: app.get(SegmentService), ...shared };
  await app.register(collectorRoutes(segment) as unknown as Plugin);
  const posthog = { service: app.get(PostHogService), ...shared };
  await app.register(posthogRoutes(posthog) as unknown as Plugin);
  await app.register(referralRoutes(app.get(ReferralLinks), allowance) as unknown as Plugin);
  await app.register(linkRoutes(app.get(LinksService), allowance) as unknown as Plugin);
}
