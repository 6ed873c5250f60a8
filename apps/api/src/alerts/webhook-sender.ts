import { CONFIG, type Config } from '@groundswell/platform';
import { Inject, Injectable } from '@nestjs/common';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { type WebhookRequest } from './webhook-request.js';

const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 16_384;

export interface WebhookAnswer {
  status: number;
  body: string;
  /** The header, as it came. */
  retryAfter: string | undefined;
}

/**
 * Posts to addresses that members typed in. Connections to private, loopback and link-local addresses are refused where the
 * name is resolved, so that neither a name nor a change of it reaches the inside; redirects are not followed.
 */
@Injectable()
export class WebhookSender {
  private readonly options: { allowIPAddressList: string[]; timeout: number };

  constructor(@Inject(CONFIG) { webhookAddresses }: Config) {
    this.options = { allowIPAddressList: webhookAddresses, timeout: TIMEOUT_MS };
  }

  /** @throws Error where no answer came */
  post({ url, headers, body }: WebhookRequest): Promise<WebhookAnswer> {
    const isSecure = new URL(url).protocol === 'https:';
    const agent = isSecure
      ? new RequestFilteringHttpsAgent(this.options)
      : new RequestFilteringHttpAgent(this.options);
    const send = isSecure ? requestHttps : requestHttp;
    return new Promise((resolve, reject) => {
      const sent = send(url, { method: 'POST', agent, headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
      sent.on('error', (error) => reject(isFiltered(error) ? new Error(INSIDE) : error));
      sent.on('response', (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          if (text.length < MAX_ANSWER_BYTES) text += chunk;
        });
        response.on('error', reject);
        response.on('end', () => {
          const retryAfter = response.headers['retry-after'];
          resolve({ status: response.statusCode ?? 0, body: text, retryAfter });
        });
      });
      sent.end(body);
    });
  }
}

const INSIDE =
  'its address is of the inside, which is reached only where GROUNDSWELL_WEBHOOK_ADDRESSES lists it';

/** What the agent says of an address that it keeps from being reached. */
const isFiltered = ({ message }: Error): boolean => /\bis not allowed\. Because,?/.test(message);
