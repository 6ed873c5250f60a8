import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sendNdjson } from './send-ndjson.js';

describe('sendNdjson', () => {
  let end: () => void;
  let ended: Promise<void>;
  let server: Server;
  async function* lines() {
    yield '{"progress":"begun"}\n';
    await ended;
    yield '{"report":1}\n';
  }
  const ask = () => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const serve = async (isLive: boolean) => {
    server = createServer((raw, response) => {
      const request = { headers: raw.headers, raw } as FastifyRequest;
      const reply = { hijack: () => undefined, raw: response } as unknown as FastifyReply;
      void sendNdjson(request, reply, lines(), 'lines.ndjson', isLive);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
  };
  beforeEach(() => {
    ended = new Promise((resolve) => (end = resolve));
  });
  afterEach(() => void server.close());

  it('hands a line over as it is said, to a client that could unpack, too', async () => {
    await serve(true);
    const answer = (await ask()).body!.getReader();
    const { value } = await answer.read();
    expect(Buffer.from(value!).toString()).toBe('{"progress":"begun"}\n');
    end();
    expect(Buffer.from((await answer.read()).value!).toString()).toBe('{"report":1}\n');
  });

  it('packs what is to be kept', async () => {
    await serve(false);
    end();
    const answer = await ask();
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(await answer.text()).toBe('{"progress":"begun"}\n{"report":1}\n');
  });
});
