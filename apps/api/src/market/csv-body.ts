import type { FastifyInstance } from 'fastify';

/** Under `/api` a CSV body is taken as text; uploads of events never come here, they are streams. */
export function readCsvBodies(instance: FastifyInstance): void {
  instance.addContentTypeParser('text/csv', { parseAs: 'string' }, (request, body, done) => {
    if (request.routeOptions.url?.startsWith('/api/')) return done(null, body);
    done(Object.assign(new Error('CSV is not taken here.'), { statusCode: 415 }), undefined);
  });
}
