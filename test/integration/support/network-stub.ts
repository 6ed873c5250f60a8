import { type KeyObject, verify } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const md5 = z.string().regex(/^[0-9a-f]{32}$/);
const seconds = z.int().min(1_500_000_000).max(4_000_000_000);
const fen = z.int().min(0);
const currency = z.string().regex(/^[A-Z]{3}$/);
const DAY = 86_400;

/** Requests as the networks take them; anything else in one is refused, as they do. */
const SHAPES = {
  meta: z.strictObject({
    access_token: z.literal('meta-token'),
    test_event_code: z.string().optional(),
    data: z
      .array(
        z.strictObject({
          event_name: z.string(),
          event_time: seconds,
          event_id: z.string(),
          action_source: z.enum(['website', 'system_generated']),
          event_source_url: z.url().optional(),
          user_data: z.strictObject({
            em: z.array(sha256).optional(),
            ph: z.array(sha256).optional(),
            external_id: z.array(sha256).optional(),
            fbc: z
              .string()
              .regex(/^fb\.1\.\d{13}\..+/)
              .optional(),
            fbp: z.string().optional(),
            client_ip_address: z.string().optional(),
            client_user_agent: z.string().optional(),
          }),
          custom_data: z.strictObject({ value: z.number(), currency: currency.optional() }).optional(),
        }),
      )
      .min(1)
      .max(1000),
  }),
  google: z.strictObject({
    destinations: z
      .array(
        z.strictObject({
          reference: z.string(),
          operatingAccount: z.strictObject({
            accountType: z.literal('GOOGLE_ADS'),
            accountId: z.string().regex(/^\d+$/),
          }),
          productDestinationId: z.string().regex(/^\d+$/),
        }),
      )
      .min(1)
      .max(10),
    events: z
      .array(
        z.strictObject({
          destinationReferences: z.array(z.string()),
          transactionId: z.string(),
          eventTimestamp: z.iso.datetime(),
          eventSource: z.literal('WEB'),
          adIdentifiers: z
            .strictObject({ gclid: z.string(), gbraid: z.string(), wbraid: z.string() })
            .partial()
            .optional(),
          userData: z
            .strictObject({
              userIdentifiers: z
                .array(
                  z.union([
                    z.strictObject({ emailAddress: sha256 }),
                    z.strictObject({ phoneNumber: sha256 }),
                  ]),
                )
                .max(10),
            })
            .optional(),
          currency: currency.optional(),
          conversionValue: z.number().optional(),
        }),
      )
      .min(1)
      .max(2000),
    consent: z
      .strictObject({
        adUserData: z.literal('CONSENT_GRANTED'),
        adPersonalization: z.literal('CONSENT_GRANTED'),
      })
      .optional(),
    encoding: z.literal('HEX'),
    validateOnly: z.literal(true).optional(),
  }),
  tiktok: z.strictObject({
    event_source: z.literal('web'),
    event_source_id: z.string(),
    test_event_code: z.string().optional(),
    data: z
      .array(
        z.strictObject({
          event: z.string(),
          event_time: seconds,
          event_id: z.string(),
          user: z.strictObject({
            email: z.array(sha256).optional(),
            phone: z.array(sha256).optional(),
            external_id: z.array(sha256).optional(),
            ttclid: z.string().optional(),
            ttp: z.string().optional(),
            ip: z.string().optional(),
            user_agent: z.string().optional(),
          }),
          page: z.strictObject({ url: z.url() }).optional(),
          properties: z.strictObject({ value: z.number(), currency: currency.optional() }).optional(),
        }),
      )
      .min(1)
      .max(1000),
  }),
  baidu: z.strictObject({
    token: z.literal('baidu-token'),
    conversionTypes: z
      .array(
        z.strictObject({
          logidUrl: z
            .string()
            .max(1024)
            .regex(/[?&]bd_vid=[^&]+/),
          newType: z.int(),
          convertTime: seconds,
          convertValue: fen.optional(),
        }),
      )
      .min(1)
      .max(99),
  }),
  tencent: z.strictObject({
    account_id: z.int(),
    user_action_set_id: z.int(),
    actions: z
      .array(
        z
          .strictObject({
            outer_action_id: z.string(),
            action_time: seconds,
            action_type: z.string(),
            user_id: z.strictObject({ hash_phone: md5 }).optional(),
            trace: z.strictObject({ click_id: z.string() }).optional(),
            url: z.url().optional(),
            action_param: z.strictObject({ value: fen }).optional(),
          })
          .refine(({ user_id, trace }) => user_id ?? trace),
      )
      .min(1)
      .max(50),
  }),
  oceanengine: z.strictObject({
    event_type: z.string(),
    context: z.strictObject({ ad: z.strictObject({ callback: z.string() }) }),
    timestamp: z.int().min(1_500_000_000_000),
    outer_event_id: z.string(),
    properties: z.strictObject({ pay_amount: fen }).optional(),
  }),
};
type Network = keyof typeof SHAPES;

const PATHS: Record<Network, RegExp> = {
  meta: /^\/v23\.0\/77\/events$/,
  google: /^\/v1\/events:ingest$/,
  tiktok: /^\/open_api\/v1\.3\/event\/track\/$/,
  baidu: /^\/ocpcapi\/api\/uploadConvertData$/,
  tencent: /^\/v3\.0\/user_actions\/add\?access_token=tencent-token&timestamp=\d{10}&nonce=\w{32}$/,
  oceanengine: /^\/api\/v2\/conversion$/,
};

interface Reply {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

/** What a network is made to do instead of taking things. */
export type Mood = ((body: never) => Reply | null) | null;

/** All six networks on one port, `/meta/…`, `/google/…`: strict about shapes as the real ones are. */
export class NetworkStub {
  /** Bodies of requests that were well-formed, by network. */
  readonly taken: Record<Network, Record<string, unknown>[]> = {
    ...{ meta: [], google: [], tiktok: [], baidu: [], tencent: [], oceanengine: [] },
  };
  readonly refused: string[] = [];
  mood: Mood = null;
  /** Of so many requests the network takes what they say, and nobody hears of it. */
  answersToLose = 0;
  tokens = 0;
  /** Of Google's service account. */
  publicKey: KeyObject | null = null;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<NetworkStub> {
    const server = createServer();
    const stub = new NetworkStub(server);
    server.on('request', (request, response) => {
      void stub.answer(request).then(({ status, body, headers }) => {
        if (stub.answersToLose-- > 0) return void request.socket.destroy();
        response.writeHead(status, { 'content-type': 'application/json', ...headers });
        response.end(JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return stub;
  }

  url(network: Network): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/${network}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  reset(): void {
    for (const list of Object.values(this.taken)) list.length = 0;
    this.refused.length = 0;
    this.mood = null;
    this.answersToLose = 0;
  }

  /** Ids of the conversions that the network took, as often as it was told. */
  idsOf(network: 'meta' | 'google' | 'tiktok' | 'tencent'): string[] {
    const [list, id] = {
      meta: ['data', 'event_id'],
      google: ['events', 'transactionId'],
      tiktok: ['data', 'event_id'],
      tencent: ['actions', 'outer_action_id'],
    }[network] as [string, string];
    return this.taken[network].flatMap((body) =>
      (body[list] as Record<string, string>[]).map((event) => event[id]!),
    );
  }

  private async answer(request: IncomingMessage): Promise<Reply> {
    const [, name, path] = /^\/(\w+)(\/.*)$/.exec(request.url ?? '')!;
    const network = name as Network;
    let text = '';
    for await (const chunk of request) text += String(chunk);
    if (path === '/token') return this.token(text);
    const body = JSON.parse(text) as never;
    return this.problem(network, path!, request, body) ?? this.mood?.(body) ?? this.take(network, body);
  }

  private token(text: string): Reply {
    this.tokens++;
    const form = Object.fromEntries(new URLSearchParams(text));
    const isGood =
      form.grant_type === 'refresh_token'
        ? form.refresh_token === 'google-refresh'
        : this.isSigned(form.assertion ?? '');
    return isGood
      ? { status: 200, body: { access_token: 'google-access', expires_in: 3600, token_type: 'Bearer' } }
      : { status: 400, body: { error: 'invalid_grant' } };
  }

  /** A JWT of the service account whose public key is known, for the right audience and scope, for an hour at most. */
  private isSigned(assertion: string): boolean {
    const [header = '', claims = '', signature = ''] = assertion.split('.');
    if (!this.publicKey) return false;
    const text = Buffer.from(`${header}.${claims}`);
    if (!verify('RSA-SHA256', text, this.publicKey, Buffer.from(signature, 'base64url'))) return false;
    const said = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, string & number>;
    return (
      said.aud === 'https://oauth2.googleapis.com/token' &&
      said.scope === 'https://www.googleapis.com/auth/datamanager' &&
      said.iss === 'sa@project.iam.gserviceaccount.com' &&
      Math.abs(said.iat! - Date.now() / 1000) < 60 &&
      said.exp! - said.iat! <= 3600
    );
  }

  private problem(network: Network, path: string, request: IncomingMessage, body: object): Reply | null {
    const parsed = SHAPES[network].safeParse(body);
    const problems = [
      ...(request.method === 'POST' ? [] : ['method']),
      ...(PATHS[network].test(path) ? [] : [`path ${path}`]),
      ...(network === 'google' && request.headers.authorization !== 'Bearer google-access' ? ['bearer'] : []),
      ...(network === 'tiktok' && request.headers['access-token'] !== 'tiktok-token' ? ['token'] : []),
      ...(parsed.success
        ? []
        : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)),
    ];
    if (problems.length === 0) return network === 'meta' ? tooOld(body as never) : null;
    this.refused.push(`${network}: ${problems.join('; ')}`);
    return { status: 400, body: { error: { code: 100, message: problems.join('; ') }, code: 40002 } };
  }

  private take(network: Network, body: Record<string, unknown>): Reply {
    this.taken[network].push(body);
    switch (network) {
      case 'meta':
        return { status: 200, body: { events_received: (body.data as unknown[]).length, messages: [] } };
      case 'google':
        return { status: 200, body: { requestId: 'r1' } };
      case 'baidu':
        return { status: 200, body: { header: { desc: 'success', status: 0 } } };
      default:
        return { status: 200, body: { code: 0, message: 'OK' } };
    }
  }
}

/** Meta takes nothing of a request with one event that is older than seven days. */
function tooOld({ data }: { data: { event_time: number }[] }): Reply | null {
  const oldest = Date.now() / 1000 - 7 * DAY;
  if (data.every(({ event_time: time }) => time >= oldest)) return null;
  return { status: 400, body: { error: { code: 100, message: 'Event timestamp too old' } } };
}
