import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';

export interface StreamAnswer {
  status: number;
  statusText: string;
  body: string;
}

/** Posts a body as fast as the other side takes it and holds none of it; `fetch` reads ahead, up to the whole file. */
export async function sendStream(
  url: string,
  body: Readable,
  headers: Record<string, string>,
): Promise<StreamAnswer> {
  const request = (url.startsWith('https:') ? requestHttps : requestHttp)(url, { method: 'POST', headers });
  const answer = new Promise<StreamAnswer>((resolve, reject) => {
    request.once('error', reject);
    request.once('response', (response) => {
      const { statusCode: status = 0, statusMessage: statusText = '' } = response;
      text(response).then((content) => resolve({ status, statusText, body: content }), reject);
    });
  });
  // A server that refuses answers before it has heard all; its answer says more than the broken pipe.
  const sent = pipeline(body, request);
  return Promise.race([
    answer,
    sent.then(
      () => answer,
      () => answer,
    ),
  ]);
}
