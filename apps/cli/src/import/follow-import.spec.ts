import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiClient } from '../api-client.js';
import { followImport } from './follow-import.js';

/** What is answered, one after the other. */
const answers: [number, object][] = [];
const server = createServer((_request, response) => {
  const [status, body] = answers.shift() ?? [500, {}];
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
});
let client: ApiClient;
beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  client = new ApiClient({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: 'gs_any',
  });
});
afterAll(() => new Promise((closed) => server.close(closed)));

describe('followImport', () => {
  const done = { state: 'done', progress: 1, rows: 3, accepted: 3 };

  it('goes on asking while an engine of the server is away', async () => {
    answers.push([503, { detail: 'A part of the service cannot be reached now; try again.' }], [200, done]);
    expect(await followImport(client, '/projects/1/imports/x')).toEqual(done);
  });

  it('ends with what the server refuses', async () => {
    answers.push([404, { detail: 'There is no import x.' }]);
    await expect(followImport(client, '/projects/1/imports/x')).rejects.toThrow('404: There is no import x.');
  });
});
