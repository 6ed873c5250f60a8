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
  if (!URL.canParse(origin)) return false;
  const { protocol, host } = new URL(origin);
  // Both parsed, so that a default port is left out of both.
  const own = `${protocol}//${request.host}`;
  return URL.canParse(own) && new URL(own).host === host;
}
