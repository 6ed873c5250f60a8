import { ProblemException } from '@groundswell/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isKnown } from './delivered.js';
import type { OfrepService } from './ofrep.service.js';
import { keyOf, preflight, preparePublic, PUBLIC_ROUTE } from './public-routes.js';

const ALL = '/ofrep/v1/evaluate/flags';
const STATUS = { TARGETING_KEY_MISSING: 400, FLAG_NOT_FOUND: 404 } as const;

/** What OpenFeature's OFREP providers call. */
export function ofrepRoutes(ofrep: OfrepService, requestsPerSecond: number) {
  return async (instance: FastifyInstance): Promise<void> => {
    await preparePublic(instance, requestsPerSecond, fail);
    // Older providers leave slashes of keys as they are.
    instance.post(`${ALL}/*`, PUBLIC_ROUTE, (request, reply) => one(ofrep, request, reply));
    instance.post(ALL, PUBLIC_ROUTE, (request, reply) => all(ofrep, request, reply));
    for (const path of [ALL, `${ALL}/*`]) instance.options(path, PUBLIC_ROUTE, preflight);
  };
}

async function one(ofrep: OfrepService, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { '*': key } = request.params as { '*': string };
  const answer = await ofrep.one(keyOf(request), key, contextOf(request.body));
  const status = 'errorCode' in answer ? STATUS[answer.errorCode] : 200;
  return reply.status(status).header('cache-control', 'no-store').send(answer);
}

async function all(ofrep: OfrepService, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { body, etag } = await ofrep.all(keyOf(request), contextOf(request.body));
  void reply.headers({ etag, 'cache-control': 'no-store' });
  if (isKnown(etag, request.headers['if-none-match'])) return reply.status(304).send();
  return reply.header('content-type', 'application/json; charset=utf-8').send(body);
}

/** @throws ProblemException 400 */
function contextOf(body: unknown): Record<string, unknown> {
  const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
  const context = (body as { context?: unknown } | null | undefined)?.context ?? {};
  if ((body !== undefined && !isObject(body)) || !isObject(context))
    throw new ProblemException(400, 'context must be an object such as {"targetingKey": "ada"}.', [
      { path: 'context', message: 'must be an object' },
    ]);
  return context as Record<string, unknown>;
}

/** In OFREP's words. */
function fail(problem: ProblemException, reply: FastifyReply): FastifyReply {
  const status = problem.getStatus();
  const errorCode = status === 400 ? (problem.errors ? 'INVALID_CONTEXT' : 'PARSE_ERROR') : 'GENERAL';
  if (problem.retryAfterSeconds) void reply.header('retry-after', String(problem.retryAfterSeconds));
  const { '*': key } = (reply.request.params ?? {}) as { '*'?: string };
  return reply
    .status(status)
    .header('cache-control', 'no-store')
    .send({ ...(key === undefined ? {} : { key }), errorCode, errorDetails: problem.message });
}
