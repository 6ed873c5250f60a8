import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { type ReferralLinks, targetOf } from './referral-links.service.js';

const COOKIE = 'gs_visitor';
const YEAR_S = 365 * 86_400;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** `/r/{code}`: on to where the programme's links lead, and a visit for whoever follows one. */
export function referralRoutes(links: ReferralLinks) {
  return async (instance: FastifyInstance): Promise<void> => {
    const options = { schema: { hide: true } as object };
    instance.get('/r/:code', options, (request, reply) => follow(links, request, reply));
  };
}

async function follow(
  links: ReferralLinks,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { code } = request.params as { code: string };
  const link = await links.find(code);
  void reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
  if (!link) return reply.status(404).type('text/plain').send('There is no such link.');
  if (isVisit(request)) {
    const anonymousId = visitorOf(request);
    const { 'user-agent': userAgent, referer: referrer } = request.headers;
    await links.visit(link, code, { anonymousId, userAgent, ip: request.ip, referrer });
    const secure = request.protocol === 'https' ? '; Secure' : '';
    void reply.header(
      'set-cookie',
      `${COOKIE}=${anonymousId}; Path=/; Max-Age=${YEAR_S}; HttpOnly; SameSite=Lax${secure}`,
    );
  }
  return reply.status(302).header('location', targetOf(link, code)).send();
}

/** Not who asks for the headers alone, nor a browser that fetches ahead. */
function isVisit({ method, headers }: FastifyRequest): boolean {
  const purpose = String(headers['sec-purpose'] ?? headers.purpose ?? '');
  return method === 'GET' && !purpose.includes('prefetch');
}

/** The id that the browser was given when it first followed a link. */
function visitorOf({ headers }: FastifyRequest): string {
  const given = new RegExp(`(?:^|; )${COOKIE}=([^;]*)`).exec(headers.cookie ?? '')?.[1] ?? '';
  return UUID.test(given) ? given : randomUUID();
}
