import { MAX_BATCH_BYTES } from '@groundswell/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { countRefusedRequest, timeRequest } from '../metrics/collector-metrics.js';
import type { Endpoint } from '../segment/messages.js';
import type { SegmentService } from '../segment/segment.service.js';
import { tooBusy } from './collector-error.js';
import { allowOrigin, preflight } from './cors.js';
import { InFlight, type Lease } from './in-flight.js';
import { unpackBody } from './read-body.js';
import { refuse } from './refuse.js';
import { sdkSettings } from './sdk-settings.js';

export const MAX_IN_FLIGHT_BYTES = 64 * 1024 * 1024;

/** Paths of Segment's HTTP API under /v1, the long ones and those that browser SDKs use. */
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
/** Not part of the API's document. */
const HIDDEN = { schema: { hide: true } as object };

declare module 'fastify' {
  interface FastifyRequest {
    /** What the request counts for while it is worked on. */
    lease: Lease | null;
  }
}

/** The collector's routes as one encapsulated plugin: bodies arrive unparsed, errors leave as SDKs read them. */
export function collectorRoutes(service: SegmentService, inFlight = new InFlight(MAX_IN_FLIGHT_BYTES)) {
  return async (instance: FastifyInstance): Promise<void> => {
    instance.removeAllContentTypeParsers();
    instance.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    instance.decorateRequest('lease', null);
    instance.addHook('onRequest', allowOrigin);
    instance.addHook('onRequest', ignoreContentType);
    instance.addHook('onRequest', async (request, reply) => admit(inFlight, request, reply));
    instance.setErrorHandler((error, _request, reply) => {
      const { reason } = refuse(error, reply);
      countRefusedRequest(reason);
    });
    for (const [name, endpoint] of Object.entries(PATHS)) addEndpoint(instance, service, name, endpoint);
    for (const url of withSlash('/v1/projects/:key/settings')) {
      instance.get(url, HIDDEN, (request) => settings(service, request));
      instance.options(url, HIDDEN, preflight);
    }
  };
}

/** Bodies are told by what is in them; Fastify would refuse a type that it cannot read. */
async function ignoreContentType({ raw }: FastifyRequest): Promise<void> {
  if (raw.headers['content-type'] !== undefined) raw.headers['content-type'] = 'application/octet-stream';
}

function addEndpoint(
  instance: FastifyInstance,
  service: SegmentService,
  name: string,
  endpoint: Endpoint,
): void {
  const onResponse = async (_request: FastifyRequest, reply: FastifyReply) =>
    timeRequest(endpoint, reply.statusCode, reply.elapsedTime);
  const options = { ...HIDDEN, bodyLimit: MAX_BATCH_BYTES, onResponse };
  for (const url of withSlash(`/v1/${name}`)) {
    instance.post(url, options, (request, reply) => take(service, endpoint, request, reply));
    instance.options(url, HIDDEN, preflight);
  }
}

const withSlash = (url: string) => [url, `${url}/`];

/** Counts what is being read and worked on, before a byte of the body is. */
async function admit(inFlight: InFlight, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (request.method !== 'POST') return;
  const declared = Number(request.headers['content-length']);
  const lease = inFlight.enter(
    Number.isFinite(declared) ? Math.min(declared, MAX_BATCH_BYTES) : MAX_BATCH_BYTES,
  );
  if (!lease) throw tooBusy();
  request.lease = lease;
  reply.raw.once('close', () => lease.end());
}

async function take(
  service: SegmentService,
  endpoint: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { headers } = request;
  const sent = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const body = await unpackBody(sent, headers['content-encoding']);
  if (request.lease?.resize(body.length) === false) throw tooBusy();
  const { accepted, refused } = await service.take({
    endpoint,
    body,
    authorization: headers.authorization,
    userAgent: headers['user-agent'],
  });
  if (refused.length === 0) return reply.send({ success: true });
  const total = accepted + refused.length;
  const message = `${refused.length} of ${total} events were refused; the others are kept.`;
  return reply.status(400).send({ success: false, message, accepted, errors: refused });
}

async function settings(service: SegmentService, request: FastifyRequest): Promise<object> {
  const { key } = request.params as { key: string };
  await service.checkKey(key);
  const forwarded = String(request.headers['x-forwarded-proto'] ?? '')
    .split(',')[0]
    ?.trim();
  return sdkSettings(key, request.host, forwarded === 'https' ? 'https' : request.protocol);
}
