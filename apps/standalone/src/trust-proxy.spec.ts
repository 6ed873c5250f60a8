import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '@groundswell/platform';
import { FastifyAdapter } from '@nestjs/platform-fastify';

/** The address that rate limits and stored events see. */
async function addressSeen(setting: string, from: string, forwarded: string): Promise<string> {
  const { trustProxy } = loadConfig({ TRUST_PROXY: setting });
  const server = new FastifyAdapter({ trustProxy }).getInstance();
  server.get('/', async (request) => request.ip);
  const answer = await server.inject({
    url: '/',
    remoteAddress: from,
    headers: { 'x-forwarded-for': forwarded },
  });
  await server.close();
  return answer.body;
}

describe('the address of a client', () => {
  it.each([
    ['nobody is believed by default', '', '127.0.0.1', '9.9.9.9', '127.0.0.1'],
    ['a proxy on this machine', 'loopback', '127.0.0.1', '9.9.9.9', '9.9.9.9'],
    ['a client that goes around the proxy', 'loopback', '8.8.8.8', '9.9.9.9', '8.8.8.8'],
    ['what a client put before the proxy', '1', '10.0.0.2', '6.6.6.6, 9.9.9.9', '9.9.9.9'],
    ['two proxies', '2', '10.0.0.2', '9.9.9.9, 10.0.0.1', '9.9.9.9'],
    ['proxies by block', '10.0.0.0/8', '10.0.0.2', '6.6.6.6, 9.9.9.9, 10.0.0.1', '9.9.9.9'],
  ])('%s', async (_, setting, from, forwarded, seen) => {
    expect(await addressSeen(setting, from, forwarded)).toBe(seen);
  });
});
