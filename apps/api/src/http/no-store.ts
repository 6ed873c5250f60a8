import type { FastifyInstance } from 'fastify';

/** Answers of the API are somebody's own: no cache keeps them. A route that may be cached says so itself. */
export function keepOutOfCaches(instance: FastifyInstance): void {
  instance.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url?.startsWith('/api')) reply.header('cache-control', 'no-store');
  });
}
