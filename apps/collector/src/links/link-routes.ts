import { VISITOR_COOKIE } from '@groundswell/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { EventAllowance } from '../limits/event-allowance.js';
import { countClick, timeRedirect } from '../metrics/link-metrics.js';
import { landingUrl } from './landing-url.js';
import { sendLinkPage } from './link-page.js';
import type { LinksService } from './links.service.js';

const HIDDEN = { schema: { hide: true } as object };
const CODE = /^[A-Za-z0-9_-]{3,64}$/;
const VISITOR = new RegExp(
  `(?:^|;\\s*)${VISITOR_COOKIE}=([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:;|$)`,
);
/** As long as browsers keep a cookie: 400 days. */
const VISITOR_SECONDS = 400 * 86_400;
/** Browsers that fetch ahead of a click. */
const AHEAD = /prefetch|prerender|preview/i;

/** `GET /l/{code}`: 302 to the address of a tracking link, as a plugin of its own. */
export function linkRoutes(links: LinksService, allowance: EventAllowance) {
  return async (instance: FastifyInstance): Promise<void> => {
    instance.addHook('onResponse', async (_request, reply) =>
      timeRedirect(reply.statusCode, reply.elapsedTime),
    );
    for (const url of ['/l/:code', '/l/:code/']) {
      instance.get(url, HIDDEN, (request, reply) => follow(links, allowance, request, reply));
    }
  };
}

async function follow(
  links: LinksService,
  allowance: EventAllowance,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { code } = request.params as { code: string };
  const found = CODE.test(code) ? await links.find(code).catch(() => 'away' as const) : 'unknown';
  if (typeof found === 'string') return sendLinkPage(request, reply, found);
  const id = uuidv7();
  const visitor = visitorOf(request);
  const landing = landingUrl(found.link, request.query as Record<string, unknown>, id);
  if (isLookAhead(request)) countClick('skipped');
  else if (!mayCount(allowance, found.project.id)) countClick('limited');
  else links.record(found, { ...sentBy(request), id, visitor, landing });
  return reply
    .status(302)
    .headers({
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex',
      'set-cookie': cookie(request, visitor),
    })
    .header('location', landing)
    .send();
}

/** Links of a project have the allowance of one key; who follows more than that is led on and not counted. */
export const mayCount = (allowance: EventAllowance, projectId: number): boolean =>
  allowance.take(new Map([[`links of ${projectId}`, 1]])) === 0;

export function isLookAhead({ method, headers }: FastifyRequest): boolean {
  const purpose = [headers['sec-purpose'], headers.purpose, headers['x-purpose'], headers['x-moz']];
  return method === 'HEAD' || purpose.some((text) => AHEAD.test(String(text ?? '')));
}

export const sentBy = ({ headers, ip }: FastifyRequest) => ({
  ip,
  userAgent: headers['user-agent'] ?? '',
  referrer: headers.referer ?? '',
});

/** Of the cookie, or a new one. */
export const visitorOf = ({ headers }: FastifyRequest): string =>
  VISITOR.exec(headers.cookie ?? '')?.[1] ?? randomUUID();

/** Readable by pages of the same site, which may hand it to their SDK as the anonymous id. */
export function cookie({ protocol }: FastifyRequest, visitor: string): string {
  const secure = protocol === 'https' ? '; Secure' : '';
  return `${VISITOR_COOKIE}=${visitor}; Path=/; Max-Age=${VISITOR_SECONDS}; SameSite=Lax${secure}`;
}
