import { MAX_BATCH_BYTES } from '@groundswell/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { CollectorError } from '../http/collector-error.js';
import { preflight } from '../http/cors.js';
import type { InFlight } from '../http/in-flight.js';
import { bodyOf, countBytes, prepareIntake } from '../http/intake.js';
import { allow, type EventAllowance } from '../limits/event-allowance.js';
import { timeRequest } from '../metrics/collector-metrics.js';
import type { PostHogOutcome, PostHogService } from './posthog.service.js';
import { noFlags, remoteConfig, remoteConfigScript } from './posthog-start-up.js';

/** Paths of events, with and without a slash at the end, as SDKs of all ages use them. */
const EVENT_PATHS = ['/capture', '/batch', '/e', '/i/v0/e', '/track', '/engage'];
const PATH_V1 = '/i/v1/analytics/events';
/** Not part of the API's document. */
const HIDDEN = { schema: { hide: true } as object };
const TOKEN = /^[\w-]{1,200}$/;

export interface PostHogRoutes {
  service: PostHogService;
  inFlight: InFlight;
  allowance: EventAllowance;
  bodyLimitMs: number;
}

/** The routes of PostHog's SDKs as one encapsulated plugin. */
export function posthogRoutes(routes: PostHogRoutes) {
  return async (instance: FastifyInstance): Promise<void> => {
    prepareIntake(instance, routes.inFlight, { bodyLimitMs: routes.bodyLimitMs });
    for (const path of EVENT_PATHS) {
      const isEngage = path === '/engage';
      post(instance, path, async (request, reply) => answer(await take(routes, request, isEngage), reply));
    }
    post(instance, PATH_V1, async (request) => results(await take(routes, request, false)));
    // Recordings of screens are not kept; nothing asks SDKs to send them (docs/adr/0004-sdk-protocols.md).
    post(instance, '/s', async () => ({ status: 1 }));
    addStartUp(instance);
  };
}

function addStartUp(instance: FastifyInstance): void {
  for (const endpoint of ['flags', 'decide'] as const) {
    const flags = async ({ query }: FastifyRequest) =>
      noFlags(endpoint, (query as Record<string, unknown>).v);
    post(instance, `/${endpoint}`, flags);
    for (const url of withSlash(`/${endpoint}`)) instance.get(url, HIDDEN, flags);
  }
  get(instance, '/array/:token/config', async (request) => remoteConfig(tokenOf(request)));
  get(instance, '/array/:token/config.js', async (request, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .header('x-content-type-options', 'nosniff')
      .send(remoteConfigScript(tokenOf(request))),
  );
  get(instance, '/api/surveys', async () => ({ surveys: [] }));
  get(instance, '/api/early_access_features', async () => ({ earlyAccessFeatures: [] }));
  // Further scripts of posthog-js come with its package; a page of ours in their place would not even parse.
  for (const url of ['/static/*', '/array/:token/array.js']) get(instance, url, notServed);
}

const withSlash = (url: string) => (/[*]|\.js$/.test(url) ? [url] : [url, `${url}/`]);

function post(instance: FastifyInstance, path: string, handler: RouteHandlerMethod): void {
  const endpoint = `posthog${path.replaceAll('/', '_')}`;
  const onResponse = async (_request: FastifyRequest, reply: FastifyReply) =>
    timeRequest(endpoint, reply.statusCode, reply.elapsedTime);
  for (const url of withSlash(path)) {
    instance.post(url, { ...HIDDEN, bodyLimit: MAX_BATCH_BYTES, onResponse }, handler);
    instance.options(url, HIDDEN, preflight);
  }
}

function get(instance: FastifyInstance, path: string, handler: RouteHandlerMethod): void {
  for (const url of withSlash(path)) {
    instance.get(url, HIDDEN, handler);
    instance.options(url, HIDDEN, preflight);
  }
}

async function take(
  { service, allowance }: PostHogRoutes,
  request: FastifyRequest,
  isEngage: boolean,
): Promise<PostHogOutcome> {
  const { headers } = request;
  return service.take({
    bytes: await bodyOf(request),
    onBytes: (bytes) => countBytes(request, bytes),
    // posthog-js never comes again after a 429.
    onEvents: (events) => allow(allowance, events, 503),
    query: request.query as Record<string, unknown>,
    authorization: headers.authorization,
    userAgent: headers['user-agent'],
    ip: request.ip,
    sdk: textOf(headers['posthog-sdk-info']),
    sentAt: textOf(headers['posthog-request-timestamp']),
    isEngage,
  });
}

/** Exactly 200 for what is all taken: posthog-js sends anything else below 400 again. A 4xx it never does. */
function answer({ accepted, refused }: PostHogOutcome, reply: FastifyReply): FastifyReply {
  if (refused.length === 0) return reply.send({ status: 1 });
  const message = `${refused.length} of ${accepted + refused.length} events were refused; the others are kept.`;
  return reply.status(400).send({ status: 0, success: false, message, accepted, errors: refused });
}

/** The newer protocol tells of each event by its `uuid`; one without is named by its place. */
function results({ uuids, refused }: PostHogOutcome): object {
  const whys = new Map(refused.map((one) => [one.index, `${one.reason}: ${one.message}`]));
  const entries = uuids.map((uuid, index): [string, object] => {
    const details = whys.get(index);
    return [uuid ?? `#${index}`, details === undefined ? { result: 'ok' } : { result: 'drop', details }];
  });
  return { results: Object.fromEntries(entries) };
}

function tokenOf(request: FastifyRequest): string {
  const { token } = request.params as { token: string };
  if (TOKEN.test(token)) return token;
  throw new CollectorError(404, 'wrong_key', 'No project has this write key; see Data, Keys.');
}

async function notServed(): Promise<never> {
  const message = 'Scripts of posthog-js are not served here; install the package, which holds them.';
  throw new CollectorError(404, 'not_served', message);
}

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
