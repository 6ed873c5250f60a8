import type { AdNetwork } from '@groundswell/contracts';
import {
  type Authorization,
  type Conversion,
  type JsonObject,
  type NetworkRequest,
  type Protocol,
  type Reading,
  type Sender,
  protocolOf,
  retryAfterMs,
} from '@groundswell/conversions';
import { SecretUnreadable } from '@groundswell/platform';
import type { ConversionDestinationEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { WebhookSender } from '../alerts/webhook-sender.js';
import { DestinationSecrets } from './destination-secrets.js';
import { GoogleTokens } from './google-tokens.js';
import { NotAuthorized } from './network-errors.js';

export interface Exchange {
  request: NetworkRequest;
  reading: Reading;
  /** What came back, in short. */
  answer: string;
  /** How long the network asks to be left alone; null: it does not say. */
  retryAfterMs: number | null;
}

const MOST_CHARACTERS = 1000;

/** Talks to the networks. Addresses that members typed in reach public hosts alone (WebhookSender). */
@Injectable()
export class NetworkClient {
  constructor(
    private readonly http: WebhookSender,
    private readonly secrets: DestinationSecrets,
    private readonly tokens: GoogleTokens,
  ) {}

  /** Never throws for what the network does or fails to do. */
  async send(destination: ConversionDestinationEntity, batch: readonly Conversion[], isTest: boolean) {
    const protocol = protocolOf(destination.network) as Protocol<AdNetwork>;
    const request = protocol.request(batch, senderOf(destination, isTest));
    try {
      return await this.exchange(destination, protocol, request, batch.length);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const isOurs = error instanceof NotAuthorized || error instanceof SecretUnreadable;
      const kind = isOurs ? ('unauthorized' as const) : ('later' as const);
      const said = isOurs ? reason : `The network could not be reached: ${reason}`;
      return {
        request,
        reading: { kind, reason: said },
        answer: said,
        retryAfterMs: null,
      } satisfies Exchange;
    }
  }

  /** One conversion as its request would hold it. */
  shown(destination: ConversionDestinationEntity, conversion: Conversion): JsonObject {
    const protocol = protocolOf(destination.network) as Protocol<AdNetwork>;
    return protocol.request([conversion], senderOf(destination, destination.testMode)).body;
  }

  private async exchange(
    destination: ConversionDestinationEntity,
    protocol: Protocol<AdNetwork>,
    request: NetworkRequest,
    size: number,
  ): Promise<Exchange> {
    const authorization = await this.authorize(destination, protocol);
    const body = { ...authorization.body, ...request.body };
    const answer = await this.http.post({
      url: addressOf(destination, request, authorization),
      headers: { 'content-type': 'application/json; charset=utf-8', ...authorization.headers },
      body: JSON.stringify(body),
    });
    return {
      request,
      reading: protocol.read(answer, size),
      answer: inShort(`HTTP ${answer.status} ${answer.body.trim()}`),
      retryAfterMs: retryAfterMs(answer.retryAfter, new Date()),
    };
  }

  private async authorize(
    destination: ConversionDestinationEntity,
    protocol: Protocol<AdNetwork>,
  ): Promise<Authorization> {
    const credentials = this.secrets.open<AdNetwork>(destination);
    const token =
      destination.network === 'google'
        ? await this.tokens.of(destination, this.secrets.open<'google'>(destination))
        : null;
    return protocol.authorization(credentials, token, new Date());
  }
}

export function senderOf(
  { settings, consentProperty }: ConversionDestinationEntity,
  isTest: boolean,
): Sender<AdNetwork> {
  return {
    settings: settings as Sender<AdNetwork>['settings'],
    isTest,
    hasConsent: consentProperty !== null,
  };
}

/** Where a request goes, without what is secret in the address. */
export function shownAddress({ network, baseUrl }: ConversionDestinationEntity, { path }: NetworkRequest) {
  return `${(baseUrl ?? protocolOf(network).baseUrl).replace(/\/+$/, '')}${path}`;
}

function addressOf(
  destination: ConversionDestinationEntity,
  request: NetworkRequest,
  { query }: Authorization,
): string {
  const url = new URL(shownAddress(destination, request));
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
  return url.href;
}

/** An answer may quote what it was sent. */
const inShort = (text: string) =>
  text
    .slice(0, MOST_CHARACTERS)
    .replace(/[0-9a-f]{32,}/gi, (hash) => `${hash.slice(0, 4)}…`)
    .replace(/[^\s"@]+@[^\s"@]+/g, '…@…');
