import { describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ask } from './ask.js';
import { ClickHouseUnavailable } from './clickhouse-unavailable.js';
import { createClickHouse } from './create-clickhouse.js';

const QUESTION = { query: 'SELECT 1 AS one', query_params: {} };

async function askAt(url: string): Promise<unknown> {
  const client = createClickHouse({ url });
  try {
    return await ask(client, QUESTION).catch((error: unknown) => error);
  } finally {
    await client.close();
  }
}

/** Asks a server that answers every request alike; null: it hangs up. */
async function askServer(status: number | null, body = ''): Promise<unknown> {
  const server = createServer((request, response) => {
    if (status === null) request.socket.destroy();
    else response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await askAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.close();
  }
}

describe('an outage is not an empty answer', () => {
  it('when nobody listens', async () => {
    expect(await askAt('http://127.0.0.1:9')).toBeInstanceOf(ClickHouseUnavailable);
  });

  it('when the server hangs up', async () => {
    expect(await askServer(null)).toBeInstanceOf(ClickHouseUnavailable);
  });

  it('when a proxy stands before a server that is away', async () => {
    expect(await askServer(502, '<h1>502 Bad Gateway</h1>')).toBeInstanceOf(ClickHouseUnavailable);
  });

  it('and neither is a refusal, whatever words it quotes', async () => {
    const refusal = "Code: 47. DB::Exception: Unknown identifier 'socket hang up'. (UNKNOWN_IDENTIFIER)";
    const error = await askServer(404, refusal);
    expect(error).not.toBeInstanceOf(ClickHouseUnavailable);
    expect(error).toMatchObject({ code: '47', type: 'UNKNOWN_IDENTIFIER' });
  });

  it('nor is an answer', async () => {
    expect(await askServer(200, '{"one":1}\n')).toEqual([{ one: 1 }]);
  });
});
