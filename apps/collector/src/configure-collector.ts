import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { collectorRoutes } from './http/collector-routes.js';
import { InFlight } from './http/in-flight.js';
import { MAX_IN_FLIGHT_BYTES } from './http/intake.js';
import { posthogRoutes } from './posthog/posthog-routes.js';
import { PostHogService } from './posthog/posthog.service.js';
import { SegmentService } from './segment/segment.service.js';

/**
 * Adds the collector's routes to the HTTP server, with body parsing, errors and CORS of their own that no other route
 * sees. Call once, before `listen` and before plugins that hook into every route.
 */
export async function configureCollector(app: NestFastifyApplication): Promise<void> {
  const inFlight = new InFlight(MAX_IN_FLIGHT_BYTES);
  // Nest and this package name two copies of Fastify's types; the instance is one.
  type Plugin = Parameters<typeof app.register>[0];
  await app.register(collectorRoutes(app.get(SegmentService), inFlight) as unknown as Plugin);
  await app.register(posthogRoutes(app.get(PostHogService), inFlight) as unknown as Plugin);
}
