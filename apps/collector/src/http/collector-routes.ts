import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { allow, type EventAllowance } from '../limits/event-allowance.js';
import { timeRequest } from '../metrics/collector-metrics.js';
import type { Endpoint } from '../segment/messages.js';
import type { SegmentService } from '../segment/segment.service.js';
import { preflight } from './cors.js';
import type { InFlight } from './in-flight.js';
import { bodyOf, countBytes, prepareIntake } from './intake.js';
import { rudderSource, sdkSettings } from './sdk-settings.js';
import { basicUser, writeKeyIn } from './write-key.js';

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

export interface SegmentRoutes {
  service: SegmentService;
  inFlight: InFlight;
  allowance: EventAllowance;
  bodyLimitMs: number;
}

/** The routes of Segment's and RudderStack's SDKs as one encapsulated plugin. */
export function collectorRoutes(routes: SegmentRoutes) {
  const { service, inFlight, bodyLimitMs } = routes;
  return async (instance: FastifyInstance): Promise<void> => {
    const isKnown = (request: FastifyRequest) => service.isKnown(shownKey(request));
    prepareIntake(instance, inFlight, { isKnown, bodyLimitMs });
    for (const [name, endpoint] of Object.entries(PATHS)) addPost(instance, `/v1/${name}`, endpoint, routes);
    // RudderStack's browser SDK sends what is left when a page is closed here, its key in the query.
    addPost(instance, '/beacon/v1/batch', 'batch', routes);
    addGet(instance, '/v1/projects/:key/settings', (request) => settings(service, request));
    addGet(instance, '/sourceConfig', (request) => sourceConfig(service, request));
  };
}

function addPost(instance: FastifyInstance, path: string, endpoint: Endpoint, routes: SegmentRoutes): void {
  const onResponse = async (_request: FastifyRequest, reply: FastifyReply) =>
    timeRequest(endpoint, reply.statusCode, reply.elapsedTime);
  for (const url of withSlash(path)) {
    instance.post(url, { ...HIDDEN, onResponse }, (request, reply) => take(routes, endpoint, request, reply));
    instance.options(url, HIDDEN, preflight);
  }
}

function addGet(
  instance: FastifyInstance,
  path: string,
  handler: (request: FastifyRequest) => Promise<object>,
): void {
  for (const url of withSlash(path)) {
    instance.get(url, HIDDEN, handler);
    instance.options(url, HIDDEN, preflight);
  }
}

const withSlash = (url: string) => [url, `${url}/`];

/** The key that shows before the body is read: as Basic authentication, or in the query as beacons have it. */
function shownKey({ headers, query }: FastifyRequest): string | null {
  return basicUser(headers.authorization) ?? writeKeyIn(query);
}

async function take(
  { service, allowance }: SegmentRoutes,
  endpoint: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const body = await bodyOf(request);
  const { accepted, refused } = await service.take({
    endpoint,
    body,
    onBytes: (bytes) => countBytes(request, body.length + bytes),
    onEvents: (events) => allow(allowance, events, 429),
    writeKey: shownKey(request),
    userAgent: request.headers['user-agent'],
    ip: request.ip,
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

async function sourceConfig(service: SegmentService, request: FastifyRequest): Promise<object> {
  const key = shownKey(request) ?? '';
  await service.checkKey(key);
  return rudderSource(key);
}
