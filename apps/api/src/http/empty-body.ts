import type { FastifyInstance } from 'fastify';

/** Clients that set a JSON content type on every call send it without a body on DELETE: that is no fault. */
export function dropEmptyContentType(instance: FastifyInstance): void {
  instance.addHook('onRequest', async (request) => {
    if (!request.routeOptions.url?.startsWith('/api')) return;
    const { headers } = request.raw;
    const isEmpty =
      headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0;
    if (isEmpty) delete headers['content-type'];
  });
}
