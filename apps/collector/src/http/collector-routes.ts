import { MAX_BATCH_BYTES } from '@groundswell/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { collectorMetrics } from '../metrics/collector-metrics.js';
import type { Endpoint, SegmentService } from '../segment/segment.service.js';
import { CollectorError, unavailable } from './collector-error.js';
import { allowOrigin, preflight } from './cors.js';
import { InFlight } from './in-flight.js';
import { tooLarge } from './read-body.js';

const MAX_IN_FLIGHT_BYTES = 64 * 1024 * 1024;

/** Paths of Segment's HTTP API, the long ones and those that browser SDKs use. */
const PATHS: Record<string, Endpoint> = {
  track: 'track',
  t: 'track',
  identify: 'identify',
  i: 'identify',
  page: 'page',
  p: 'page',
  screen: 'screen',
  s: 'screen',
  group: 'group',
  g: 'group',
  alias: 'alias',
  a: 'alias',
  batch: 'batch',
  b: 'batch',
  import: 'import',
};

/** The collector's routes as one encapsulated plugin: bodies arrive unparsed, errors leave as SDKs read them. */
export function collectorRoutes(service: SegmentService) {
  return async (instance: FastifyInstance): Promise<void> => {
    const inFlight = new InFlight(MAX_IN_FLIGHT_BYTES);
    instance.removeAllContentTypeParsers();
    instance.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    instance.addHook('onRequest', allowOrigin);
    instance.addHook('onRequest', async (request, reply) => admit(inFlight, request, reply));
    instance.setErrorHandler((error, _request, reply) => refuse(error, reply));
    for (const [name, endpoint] of Object.entries(PATHS)) {
      for (const url of [`/v1/${name}`, `/v1/${name}/`]) {
        const take = (request: FastifyRequest, reply: FastifyReply) =>
          answer(service, endpoint, request, reply);
        instance.post(url, { bodyLimit: MAX_BATCH_BYTES, schema: { hide: true } as object }, take);
        instance.options(url, { schema: { hide: true } as object }, preflight);
      }
    }
    instance.get('/v1/projects/:key/settings', async (request) =>
      service.settings((request.params as { key: string }).key),
    );
  };
}

/** Counts what is being read and worked on, before a byte of the body is. */
async function admit(inFlight: InFlight, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (request.method !== 'POST') return;
  const declared = Number(request.headers['content-length']);
  const release = inFlight.enter(Number.isFinite(declared) ? declared : MAX_BATCH_BYTES);
  if (!release) throw unavailable('Too much is being taken in at once; send it again in a moment.');
  reply.raw.once('close', release);
}

async function answer(
  service: SegmentService,
  endpoint: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const outcome = await service.take(endpoint, {
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    contentEncoding: request.headers['content-encoding'],
    authorization: request.headers.authorization,
    userAgent: request.headers['user-agent'],
  });
  collectorMetrics().seconds.observe({ endpoint }, reply.elapsedTime / 1000);
  if (outcome.refused.length === 0) return void (await reply.send({ success: true }));
  await reply.status(400).send({
    success: false,
    message: `${outcome.refused.length} of ${outcome.total} events were refused; the others are kept.`,
    accepted: outcome.total - outcome.refused.length,
    errors: outcome.refused,
  });
}

function refuse(error: unknown, reply: FastifyReply): void {
  const known = toCollectorError(error);
  collectorMetrics().refused.inc({ reason: known.reason });
  if (known.retryAfterSeconds) void reply.header('retry-after', String(known.retryAfterSeconds));
  void reply.status(known.status).send({ success: false, reason: known.reason, message: known.message });
}

function toCollectorError(error: unknown): CollectorError {
  if (error instanceof CollectorError) return error;
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  if (status === 413) return tooLarge();
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new CollectorError(status, 'malformed', error instanceof Error ? error.message : 'Refused.');
  }
  return unavailable('The events could not be taken now; send them again.');
}
