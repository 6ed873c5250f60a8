import type { FastifyReply, FastifyRequest } from 'fastify';

/** What browsers' SDKs send besides the simple headers; others that a page asks for are allowed as well. */
const HEADERS = 'Authorization, Content-Type, Content-Encoding, X-Retry-Count';
const HEADER_NAMES = /^[\w\-, ]{1,500}$/;
const DAY_SECONDS = '86400';

/** Any site may send events with its public key; cookies of ours are neither set nor read here. */
export async function allowOrigin(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { origin } = request.headers;
  if (!origin) return;
  void reply.headers({
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'Retry-After',
    vary: 'Origin',
  });
}

export async function preflight(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const asked = request.headers['access-control-request-headers'];
  return reply
    .headers({
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      'access-control-allow-headers': asked && HEADER_NAMES.test(asked) ? `${HEADERS}, ${asked}` : HEADERS,
      'access-control-max-age': DAY_SECONDS,
    })
    .status(204)
    .send();
}
