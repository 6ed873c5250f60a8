import type { FastifyReply, FastifyRequest } from 'fastify';

/** What browsers' SDKs send besides the simple headers. */
const HEADERS = 'Authorization, Content-Type, Content-Encoding, X-Retry-Count';
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

export async function preflight(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  await reply
    .headers({
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      'access-control-allow-headers': HEADERS,
      'access-control-max-age': DAY_SECONDS,
    })
    .status(204)
    .send();
}
