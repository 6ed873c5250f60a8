import type { WebhookFormat } from '@groundswell/contracts';
import type { AlertMessage } from '@groundswell/postgres';
import { createHmac } from 'node:crypto';

export interface WebhookRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/**
 * A message as each chat takes it. Slack: incoming webhooks. Lark and Feishu: custom bots, signed by HMAC-SHA256 of nothing
 * under "timestamp\nsecret". DingTalk: custom robots, signed by HMAC-SHA256 of the same text under the secret, in the
 * address. `json`: our own, signed in a header over "timestamp.body".
 */
export function webhookRequest(
  format: WebhookFormat,
  url: string,
  secret: string | null,
  message: AlertMessage,
  now: Date,
): WebhookRequest {
  const seconds = Math.floor(now.getTime() / 1000);
  switch (format) {
    case 'slack':
      return post(url, { text: slackText(message) });
    case 'lark': {
      const sign = secret && { timestamp: String(seconds), sign: hmac(`${seconds}\n${secret}`, '') };
      return post(url, { ...sign, msg_type: 'text', content: { text: plainText(message) } });
    }
    case 'dingtalk':
      return post(secret ? signedDingTalk(url, secret, now.getTime()) : url, {
        msgtype: 'markdown',
        markdown: { title: message.title, text: `#### ${message.title}\n\n${linesOf(message).join('\n\n')}` },
      });
    case 'json': {
      const request = post(url, message);
      if (!secret) return request;
      const signature = createHmac('sha256', secret).update(`${seconds}.${request.body}`).digest('hex');
      return {
        ...request,
        headers: { ...request.headers, 'x-groundswell-signature': `t=${seconds},v1=${signature}` },
      };
    }
  }
}

const post = (url: string, body: object): WebhookRequest => ({
  url,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(body),
});

const hmac = (key: string, text: string) => createHmac('sha256', key).update(text).digest('base64');

function signedDingTalk(url: string, secret: string, timestamp: number): string {
  const signed = new URL(url);
  signed.searchParams.set('timestamp', String(timestamp));
  signed.searchParams.set('sign', hmac(secret, `${timestamp}\n${secret}`));
  return signed.href;
}

const linesOf = ({ text, url }: AlertMessage) => (url ? [text, url] : [text]);
const plainText = (message: AlertMessage) => [message.title, ...linesOf(message)].join('\n');

/** Slack reads &, < and > as its own marks (Slack, "Formatting text for app surfaces"). */
const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
function slackText({ title, text, url }: AlertMessage): string {
  return [`*${escaped(title)}*`, escaped(text), ...(url ? [`<${url}>`] : [])].join('\n');
}

/** Chats answer 200 to what they refuse: what they say in the body, or null for a success. */
export function refusalIn(format: WebhookFormat, body: string): string | null {
  if (format !== 'lark' && format !== 'dingtalk') return null;
  const parsed = parse(body);
  const code = parsed?.code ?? parsed?.StatusCode ?? parsed?.errcode ?? 0;
  return code === 0 ? null : `${code}: ${String(parsed?.msg ?? parsed?.errmsg ?? 'refused')}`;
}

function parse(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
