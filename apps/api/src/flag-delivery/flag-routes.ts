import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isKnown } from './delivered.js';
import type { FlagDelivery } from './flag-delivery.service.js';
import type { Dialect, FlagStreams } from './flag-streams.js';
import { keyOf, preflight, preparePublic, PUBLIC_ROUTE, sendProblem } from './public-routes.js';

/** Caches may answer for one second, and go on while we are away. */
const CACHED = 'public, max-age=1, stale-if-error=86400';

export interface FlagRoutes {
  delivery: FlagDelivery;
  streams: FlagStreams;
  /** Of one address; 0 for no limit. */
  requestsPerSecond: number;
}

/** What GrowthBook's SDKs call: the payload, a stream of its changes, and evaluation by the server. */
export function flagRoutes({ delivery, streams, requestsPerSecond }: FlagRoutes) {
  return async (instance: FastifyInstance): Promise<void> => {
    await preparePublic(instance, requestsPerSecond, sendProblem);
    const options = { ...PUBLIC_ROUTE, exposeHeadRoute: false };
    instance.get('/api/features/:clientKey', PUBLIC_ROUTE, (request, reply) =>
      payload(delivery, request, reply),
    );
    instance.get('/sub/:clientKey', options, (request, reply) => stream(delivery, streams, request, reply));
    instance.post('/api/eval/:clientKey', PUBLIC_ROUTE, (request, reply) =>
      evaluate(delivery, request, reply),
    );
    for (const path of ['/api/features/:clientKey', '/sub/:clientKey', '/api/eval/:clientKey'])
      instance.options(path, PUBLIC_ROUTE, preflight);
  };
}

async function payload(
  delivery: FlagDelivery,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { body, etag } = await delivery.payload(keyOf(request));
  void reply.headers({ etag, 'cache-control': CACHED, 'x-sse-support': 'enabled' });
  if (isKnown(etag, request.headers['if-none-match'])) return reply.status(304).send();
  return reply.header('content-type', 'application/json; charset=utf-8').send(body);
}

async function evaluate(
  delivery: FlagDelivery,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const answer = await delivery.evaluated(keyOf(request), request.body);
  return reply.headers({ 'cache-control': 'no-store', 'x-sse-support': 'enabled' }).send(answer);
}

async function stream(
  delivery: FlagDelivery,
  streams: FlagStreams,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const key = keyOf(request);
  const { known, delivered } = await delivery.known(key);
  streams.mustHaveRoom(key, request.ip);
  reply.hijack();
  reply.raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    // Nginx would keep events back until its buffer is full.
    'x-accel-buffering': 'no',
  });
  const dialect = dialectOf(request, known.remoteOnly);
  const lastEventId = request.headers['last-event-id'];
  streams.open(
    { key, known, ip: request.ip, dialect, raw: reply.raw },
    delivered,
    lastEventId && String(lastEventId),
  );
}

function dialectOf({ query }: FastifyRequest, remoteOnly: boolean): Dialect {
  if ((query as { for?: unknown }).for === 'ofrep') return 'ofrep';
  return remoteOnly ? 'features-updated' : 'features';
}
