import { VISITOR_COOKIE } from '@groundswell/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { countClick } from '../metrics/link-metrics.js';
import { type ReferralLinks, targetOf } from './referral-links.service.js';

const COOKIE = VISITOR_COOKIE;
/** That of tracking links, too: as long as browsers keep a cookie, and readable by pages of the site. */
const COOKIE_SECONDS = 400 * 86_400;
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
    await links.visit(link, code, { anonymousId, userAgent, ip: request.ip, referrer }).catch(countLost);
    const secure = request.protocol === 'https' ? '; Secure' : '';
    void reply.header(
      'set-cookie',
      `${COOKIE}=${anonymousId}; Path=/; Max-Age=${COOKIE_SECONDS}; SameSite=Lax${secure}`,
    );
  }
  return reply.status(302).header('location', targetOf(link, code)).send();
}

/** Whoever was invited gets on, also while the log is away; the visit that is missing then is counted. */
const countLost = () => countClick('lost');

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
