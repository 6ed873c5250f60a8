import { decodeText } from '@groundswell/ingestion';
import type { FastifyInstance } from 'fastify';

const MOST_BYTES = 8 * 1024 * 1024;

/**
 * Under `/api` a CSV body is taken as text, of UTF-8 or UTF-16 as its first bytes tell; uploads of events never come here,
 * they are streams.
 */
export function readCsvBodies(instance: FastifyInstance): void {
  const options = { parseAs: 'buffer', bodyLimit: MOST_BYTES } as const;
  instance.addContentTypeParser('text/csv', options, (request, body, done) => {
    if (request.routeOptions.url?.startsWith('/api/'))
      return done(null, decodeText(body as unknown as Buffer));
    done(Object.assign(new Error('CSV is not taken here.'), { statusCode: 415 }), undefined);
  });
}
