import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { collectorRoutes } from './http/collector-routes.js';
import { SegmentService } from './segment/segment.service.js';

/**
 * Adds the collector's routes to the HTTP server, with body parsing, errors and CORS of their own that no other route
 * sees. Call once, before `listen` and before plugins that hook into every route.
 */
export async function configureCollector(app: NestFastifyApplication): Promise<void> {
  const service = app.get(SegmentService);
  // Nest and this package name two copies of Fastify's types; the instance is one.
  type Plugin = Parameters<typeof app.register>[0];
  await app.register(collectorRoutes(service) as unknown as Plugin);
}
