import { metrics } from '@groundswell/platform';
import type { FastifyInstance } from 'fastify';
import { Histogram } from 'prom-client';

const NAME = 'groundswell_api_request_seconds';

function histogram(): Histogram {
  const known = metrics.getSingleMetric(NAME);
  if (known) return known as Histogram;
  return new Histogram({
    name: NAME,
    help: 'Time from request to answer, seconds.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
    registers: [metrics],
  });
}

/** Labels carry the route's pattern, never ids. */
export function measureRequests(instance: FastifyInstance): void {
  const seconds = histogram();
  instance.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url;
    if (!route?.startsWith('/api')) return;
    seconds.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
}
