import type { FastifyRequest } from 'fastify';

/**
 * Whether a request that changes something came from our own pages. Browsers always send at least `Origin`
 * with such a request from elsewhere; a request without any of these headers comes from a script that holds
 * the cookie itself and can be let through.
 */
export function isSameOrigin(request: Pick<FastifyRequest, 'headers' | 'host'>): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = request.headers.origin;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === request.host;
}
