import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { EventAllowance } from '../limits/event-allowance.js';
import { cookie, isLookAhead, mayCount, sentBy, visitorOf } from '../links/link-routes.js';
import { sendLinkPage } from '../links/link-page.js';
import { countClick } from '../metrics/link-metrics.js';
import { type ReferralLinks, targetOf } from './referral-links.service.js';

/** `/r/{code}`: on to where the programme's links lead, and a visit for whoever follows one. */
export function referralRoutes(links: ReferralLinks, allowance: EventAllowance) {
  return async (instance: FastifyInstance): Promise<void> => {
    const options = { schema: { hide: true } as object };
    for (const url of ['/r/:code', '/r/:code/']) {
      instance.get(url, options, (request, reply) => follow(links, allowance, request, reply));
    }
  };
}

async function follow(
  links: ReferralLinks,
  allowance: EventAllowance,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { code } = request.params as { code: string };
  const link = await links.find(code).catch(() => 'away' as const);
  if (link === 'away' || link === null) return sendLinkPage(request, reply, link ?? 'unknown');
  if (isLookAhead(request)) countClick('skipped');
  else {
    const visitor = visitorOf(request);
    void reply.header('set-cookie', cookie(request, visitor));
    if (mayCount(allowance, link.project.id)) links.visit(link, code, { ...sentBy(request), visitor });
    else countClick('limited');
  }
  return reply
    .status(302)
    .headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' })
    .header('location', targetOf(link, code))
    .send();
}
