import { isOutage, ProblemException } from '@groundswell/platform';
import rateLimit from '@fastify/rate-limit';
import { Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Headers that SDKs send and that a page has to be allowed. */
const ALLOWED = 'Authorization, Content-Type, If-None-Match, X-API-Key, Last-Event-ID, Cache-Control';
const EXPOSED = 'ETag, X-SSE-Support, Retry-After';
const HEADER_NAMES = /^[\w\-, ]{1,500}$/;
const DAY_SECONDS = '86400';
const logger = new Logger('Flags');

/** Not made by Nest and described in the OpenAPI document by hand; data alone, so without the headers that guard pages. */
export const PUBLIC_ROUTE = { schema: { hide: true } as object, helmet: false as const };

/** What is asked for with a public key: a body of somebody's attributes, not a document. */
export const PUBLIC_BODY_LIMIT = 128 * 1024;

/**
 * Makes a plugin's routes public: any site may call them, no cookie is looked at, bodies are JSON whatever they are
 * called, and one address may ask only so often.
 */
export async function preparePublic(
  instance: FastifyInstance,
  perSecond: number,
  fail: (problem: ProblemException, reply: FastifyReply) => unknown,
): Promise<void> {
  readJson(instance);
  instance.addHook('onRequest', allowAnyOrigin);
  instance.setErrorHandler((error, _request, reply) => fail(problemOf(error), reply));
  if (perSecond === 0) return;
  // Nest and this plugin name two copies of Fastify's types; the instance is one.
  await instance.register(
    rateLimit as unknown as Parameters<typeof instance.register>[0],
    {
      max: perSecond,
      timeWindow: 1_000,
      cache: 50_000,
      errorResponseBuilder: () =>
        new ProblemException(
          429,
          `More than ${perSecond} requests a second came from this address; keep what you have and ask again.`,
          undefined,
          1,
        ),
    } as object,
  );
}

/** In the path, or as OFREP has it: a bearer token, or `X-API-Key`. */
export function keyOf({ params, headers }: FastifyRequest): string {
  const { clientKey } = params as { clientKey?: string };
  if (clientKey !== undefined) return clientKey;
  const bearer = /^Bearer\s+(\S+)\s*$/i.exec(headers.authorization ?? '')?.[1];
  return bearer ?? String(headers['x-api-key'] ?? '');
}

export async function preflight(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const asked = request.headers['access-control-request-headers'];
  return reply
    .headers({
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      'access-control-allow-headers': asked && HEADER_NAMES.test(asked) ? `${ALLOWED}, ${asked}` : ALLOWED,
      'access-control-max-age': DAY_SECONDS,
    })
    .status(204)
    .send();
}

async function allowAnyOrigin(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  void reply.headers({
    'access-control-allow-origin': '*',
    'access-control-expose-headers': EXPOSED,
    // Pages of other sites read the answers; what is in them is nobody's own.
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
  });
}

function readJson(instance: FastifyInstance): void {
  instance.removeAllContentTypeParsers();
  const options = { parseAs: 'string' as const, bodyLimit: PUBLIC_BODY_LIMIT };
  instance.addContentTypeParser<string>('*', options, (_request, text, done) => {
    try {
      done(null, text === '' ? undefined : JSON.parse(text));
    } catch {
      done(new ProblemException(400, 'The body is not JSON.'));
    }
  });
}

function problemOf(error: unknown): ProblemException {
  if (error instanceof ProblemException) return error;
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new ProblemException(status, error instanceof Error ? error.message : 'The request was refused.');
  if (isOutage(error))
    return new ProblemException(
      503,
      'Flags cannot be read now; keep what you have and ask again.',
      undefined,
      5,
    );
  logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return new ProblemException(500, 'Something went wrong on our side; keep what you have and ask again.');
}

/** As everywhere in the API (RFC 9457). */
export function sendProblem(problem: ProblemException, reply: FastifyReply): FastifyReply {
  if (problem.retryAfterSeconds) void reply.header('retry-after', String(problem.retryAfterSeconds));
  return reply
    .status(problem.getStatus())
    .headers({ 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' })
    .send(JSON.stringify(problem.toProblem()));
}
