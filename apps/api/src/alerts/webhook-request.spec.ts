import { describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { refusalIn, webhookRequest } from './webhook-request.js';

const message = {
  title: 'Alert: DAU',
  text: '2025-01-01: 5 < 10 & falling',
  url: 'https://gs.example/p/1/alerts',
};
const now = new Date('2025-01-01T00:00:00.123Z');
const SECONDS = 1_735_689_600;
const send = (format: 'slack' | 'lark' | 'dingtalk' | 'json', secret: string | null = null) => {
  const request = webhookRequest(format, 'https://hook.example/a?b=c', secret, message, now);
  return { ...request, parsed: JSON.parse(request.body) as Record<string, unknown> };
};

describe('a webhook request', () => {
  it("escapes Slack's own marks", () => {
    expect(send('slack').parsed.text).toContain('5 &lt; 10 &amp; falling');
  });

  it('signs for Lark under the time and the secret', () => {
    const { parsed } = send('lark', 's3cret');
    const sign = createHmac('sha256', `${SECONDS}\ns3cret`).update('').digest('base64');
    expect(parsed).toMatchObject({ timestamp: String(SECONDS), sign, msg_type: 'text' });
    expect(send('lark').parsed).not.toHaveProperty('sign');
  });

  it('signs for DingTalk in the address, which keeps what it had', () => {
    const { searchParams } = new URL(send('dingtalk', 's3cret').url);
    const sign = createHmac('sha256', 's3cret').update(`${now.getTime()}\ns3cret`).digest('base64');
    expect(Object.fromEntries(searchParams)).toEqual({ b: 'c', timestamp: String(now.getTime()), sign });
    expect(send('dingtalk').url).toBe('https://hook.example/a?b=c');
  });

  it('signs its own format over what is sent', () => {
    const { headers, body, parsed } = send('json', 's3cret');
    const sign = createHmac('sha256', 's3cret').update(`${SECONDS}.${body}`).digest('hex');
    expect(headers['x-groundswell-signature']).toBe(`t=${SECONDS},v1=${sign}`);
    expect(parsed).toEqual(message);
  });
});

describe('an answer of 200', () => {
  it.each([
    ['lark', '{"code":0,"msg":"success"}', null],
    ['lark', '{"StatusCode":0,"StatusMessage":"success"}', null],
    ['lark', '{"code":19021,"msg":"sign match fail"}', '19021: sign match fail'],
    ['dingtalk', '{"errcode":310000,"errmsg":"keywords not in content"}', '310000: keywords not in content'],
    ['dingtalk', '{"errcode":0,"errmsg":"ok"}', null],
    ['slack', 'ok', null],
    ['json', '{"code":7}', null],
  ] as const)('of %s %s', (format, body, refusal) => {
    expect(refusalIn(format, body)).toBe(refusal);
  });
});
