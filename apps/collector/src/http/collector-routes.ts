import { MAX_BATCH_BYTES } from '@groundswell/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { timeRequest } from '../metrics/collector-metrics.js';
import type { Endpoint } from '../segment/messages.js';
import type { SegmentService } from '../segment/segment.service.js';
import { preflight } from './cors.js';
import type { InFlight } from './in-flight.js';
import { bodyOf, prepareIntake } from './intake.js';
import { sdkSettings } from './sdk-settings.js';

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

/** The routes of Segment's and RudderStack's SDKs as one encapsulated plugin. */
export function collectorRoutes(service: SegmentService, inFlight: InFlight) {
  return async (instance: FastifyInstance): Promise<void> => {
    prepareIntake(instance, inFlight);
    for (const [name, endpoint] of Object.entries(PATHS)) addEndpoint(instance, service, name, endpoint);
    for (const url of withSlash('/v1/projects/:key/settings')) {
      instance.get(url, HIDDEN, (request) => settings(service, request));
      instance.options(url, HIDDEN, preflight);
    }
  };
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

async function take(
  service: SegmentService,
  endpoint: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { headers } = request;
  const body = await bodyOf(request);
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
