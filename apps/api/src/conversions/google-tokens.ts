import type { NetworkCredentials } from '@groundswell/contracts';
import type { ConversionDestinationEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { sign } from 'node:crypto';
import { WebhookSender } from '../alerts/webhook-sender.js';
import { NetworkAway, NotAuthorized } from './network-errors.js';

const TOKEN_URL = 'https://oauth2.googleapis.com/token';
const SCOPE = 'https://www.googleapis.com/auth/datamanager';
/** A token that ends on the way is of no use. */
const MARGIN_MS = 60_000;

interface Token {
  sealId: string;
  value: string;
  endsAt: number;
}

/**
 * Access tokens of Google, each for as long as it lasts (Google, "Using OAuth 2.0 for Web Server Applications" and "Using OAuth
 * 2.0 for Server to Server Applications").
 */
@Injectable()
export class GoogleTokens {
  private readonly tokens = new Map<number, Token>();

  constructor(private readonly http: WebhookSender) {}

  /** @throws NotAuthorized, NetworkAway */
  async of(
    destination: ConversionDestinationEntity,
    credentials: NetworkCredentials<'google'>,
  ): Promise<string> {
    const known = this.tokens.get(destination.id);
    if (known && known.sealId === destination.sealId && known.endsAt > Date.now()) return known.value;
    const token = await this.ask(destination, credentials);
    this.tokens.set(destination.id, { sealId: destination.sealId, ...token });
    return token.value;
  }

  private async ask(
    { baseUrl }: ConversionDestinationEntity,
    credentials: NetworkCredentials<'google'>,
  ): Promise<Omit<Token, 'sealId'>> {
    const { status, body } = await this.http.post({
      url: baseUrl === null ? TOKEN_URL : `${baseUrl.replace(/\/+$/, '')}/token`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(grantOf(credentials, Date.now())).toString(),
    });
    if (status === 400 || status === 401) {
      throw new NotAuthorized(`Google gives no access token (HTTP ${status}): ${problemIn(body)}`);
    }
    const said = status === 200 ? fieldsOf(body) : {};
    if (typeof said.access_token !== 'string')
      throw new NetworkAway(`Google’s token service answered ${status}.`);
    const seconds = typeof said.expires_in === 'number' ? said.expires_in : 300;
    return { value: said.access_token, endsAt: Date.now() + seconds * 1000 - MARGIN_MS };
  }
}

function grantOf(
  { clientId = '', clientSecret = '', refreshToken = '', serviceAccount }: NetworkCredentials<'google'>,
  now: number,
): Record<string, string> {
  if (serviceAccount !== undefined) {
    return {
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: assertionOf(serviceAccount, now),
    };
  }
  return {
    ...{ client_id: clientId, client_secret: clientSecret },
    ...{ refresh_token: refreshToken, grant_type: 'refresh_token' },
  };
}

/** A JWT that a service account signs for itself (RFC 7523), RS256. */
function assertionOf(serviceAccount: string, now: number): string {
  const { client_email: email, private_key: key } = JSON.parse(serviceAccount) as Record<string, string>;
  const seconds = Math.floor(now / 1000);
  const claims = { iss: email, scope: SCOPE, aud: TOKEN_URL, iat: seconds, exp: seconds + 3600 };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`;
  try {
    return `${text}.${sign('RSA-SHA256', Buffer.from(text), key!).toString('base64url')}`;
  } catch {
    throw new NotAuthorized('The private key of the service account cannot be read.');
  }
}

function fieldsOf(body: string): Record<string, unknown> {
  try {
    return JSON.parse(body) as Record<string, unknown>;
  } catch {
    return {};
  }
}

const problemIn = (body: string) => String(fieldsOf(body).error ?? 'no reason given').slice(0, 100);
