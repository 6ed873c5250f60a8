import type { FastifyReply, FastifyRequest } from 'fastify';

type Trouble = 'unknown' | 'gone' | 'away';

const STATUS: Record<Trouble, number> = { unknown: 404, gone: 410, away: 503 };
const TEXTS: Record<'en' | 'zh', Record<Trouble, [title: string, text: string]>> = {
  en: {
    unknown: ['This link does not exist', 'Check that the address is complete.'],
    gone: ['This link is no longer active', 'It was ended by whoever made it. Ask them for a new one.'],
    away: ['This link cannot be opened right now', 'Try again in a moment.'],
  },
  zh: {
    unknown: ['此链接不存在', '请检查地址是否完整。'],
    gone: ['此链接已失效', '创建者已停用它，请向对方索取新的链接。'],
    away: ['暂时无法打开此链接', '请稍后再试。'],
  },
};

/** Says in words why a link leads nowhere: 404, 410 or 503. */
export function sendLinkPage(request: FastifyRequest, reply: FastifyReply, trouble: Trouble): FastifyReply {
  const lang = /^\s*zh\b/i.test(String(request.headers['accept-language'] ?? '')) ? 'zh' : 'en';
  const [title, text] = TEXTS[lang][trouble];
  if (trouble === 'away') void reply.header('retry-after', '2');
  return reply
    .status(STATUS[trouble])
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'x-robots-tag': 'noindex',
    })
    .send(page(lang, title, text));
}

const page = (lang: string, title: string, text: string) => `<!doctype html>
<html lang="${lang}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<body style="font: 16px/1.5 system-ui, sans-serif; max-width: 32rem; margin: 20vh auto; padding: 0 1.5rem">
<h1 style="font-size: 1.4rem">${title}</h1>
<p>${text}</p>
`;
