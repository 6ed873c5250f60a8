import { z } from 'zod';
import { type TrustProxy, trustProxy } from './trust-proxy.js';

const flag = z.enum(['0', '1'], 'must be 0 or 1').transform((value) => value === '1');
const port = 'must be a number from 1 to 65535';

const retention = 'must be a number of days from 7; left out, the log keeps everything';

const isBroker = (broker: string) => {
  const found = /^[^\s/]+:(\d+)$/.exec(broker);
  return found !== null && Number(found[1]) >= 1 && Number(found[1]) <= 65535;
};
const brokers = z
  .string()
  .transform((text) => text.split(',').map((broker) => broker.trim()))
  .transform((list) => list.filter((broker) => broker !== ''))
  .refine((list) => list.length > 0 && list.every(isBroker), 'must be host:port,host:port');

const secretKey = z
  .base64('must be 32 bytes in base64 (openssl rand -base64 32)')
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((bytes) => bytes.length === 32, 'must be 32 bytes in base64 (openssl rand -base64 32)');

const addresses = z
  .string()
  .transform((text) => text.split(',').map((address) => address.trim()))
  .transform((list) => list.filter((address) => address !== ''));

/** Environment of every process. Engines without a URL are embedded under `home`. */
const schema = z
  .object({
    PORT: z.coerce.number(port).int(port).min(1, port).max(65535, port).default(3000),
    HOST: z.string().default('127.0.0.1'),
    DATABASE_URL: z
      .url({ protocol: /^postgres(ql)?$/, error: 'must be postgres://user:password@host:5432/database' })
      .optional(),
    CLICKHOUSE_URL: z
      .url({ protocol: /^https?$/, error: 'must be http://user:password@host:8123/database' })
      .optional(),
    CLICKHOUSE_CLUSTER: z
      .string()
      .regex(/^[\w.-]+$/, 'must be the name of a cluster in remote_servers of that ClickHouse')
      .optional(),
    KAFKA_BROKERS: brokers.optional(),
    EVENTS_LOG_RETENTION_DAYS: z.coerce.number(retention).int(retention).min(7, retention).optional(),
    GROUNDSWELL_HOME: z.string().default('.groundswell'),
    GROUNDSWELL_OWNER_EMAIL: z.email('must be an e-mail address').optional(),
    GROUNDSWELL_OWNER_PASSWORD: z.string().min(8, 'must have 8 characters or more').optional(),
    GROUNDSWELL_DEMO: flag.default(true),
    GROUNDSWELL_MAX_EVENTS_PER_SECOND: z.coerce.number().min(0).default(0),
    GROUNDSWELL_MAX_FLAG_REQUESTS_PER_SECOND: z.coerce.number().int().min(0).default(5_000),
    TRUST_PROXY: trustProxy.default(false),
    GROUNDSWELL_URL: z.url({ protocol: /^https?$/, error: 'must be http://… or https://…' }).optional(),
    GROUNDSWELL_SECRET_KEY: secretKey.optional(),
    GROUNDSWELL_WEBHOOK_ADDRESSES: addresses.optional(),
    SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be smtp://user:password@host:587' }).optional(),
    MAIL_FROM: z.string().max(300).optional(),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('warn'),
  })
  .refine(({ CLICKHOUSE_CLUSTER, CLICKHOUSE_URL }) => !CLICKHOUSE_CLUSTER || CLICKHOUSE_URL, {
    path: ['CLICKHOUSE_CLUSTER'],
    error: 'needs CLICKHOUSE_URL, of one of its servers',
  });

export interface Config {
  port: number;
  host: string;
  databaseUrl?: string;
  clickhouseUrl?: string;
  /** Replicated cluster that the server at `clickhouseUrl` belongs to. */
  clickhouseCluster?: string;
  kafkaBrokers?: string[];
  /** Records of the events topic may be dropped after this many days; undefined keeps them. */
  eventsLogRetentionDays?: number;
  /** Folder of embedded data. */
  home: string;
  ownerEmail?: string;
  ownerPassword?: string;
  demo: boolean;
  /** Events per second that one write key may send to one collector; 0 for no limit. */
  maxEventsPerSecond: number;
  /** Requests per second for flags that one process takes from one address; 0 for no limit. */
  maxFlagRequestsPerSecond: number;
  /** Whose `X-Forwarded-*` headers are believed. */
  trustProxy: TrustProxy;
  /** Where people open the product, for links in messages. */
  publicUrl?: string;
  /** Key of stored secrets; left out, one in the data folder. */
  secretKey?: Buffer;
  /** Private addresses that webhooks may go to all the same. */
  webhookAddresses: string[];
  /** Mail server; without one alerts cannot be mailed. */
  smtpUrl?: string;
  mailFrom?: string;
  logLevel: string;
}

/** A setting that cannot be used; the message names the variable and what it must be. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConfigError';
  }
}

/**
 * Reads the environment once, at start.
 * @throws ConfigError naming every variable that is wrong.
 */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`Settings cannot be used. ${faults.join('; ')}`);
  }
  const values = parsed.data;
  return {
    port: values.PORT,
    host: values.HOST,
    databaseUrl: values.DATABASE_URL,
    clickhouseUrl: values.CLICKHOUSE_URL,
    clickhouseCluster: values.CLICKHOUSE_CLUSTER,
    kafkaBrokers: values.KAFKA_BROKERS,
    eventsLogRetentionDays: values.EVENTS_LOG_RETENTION_DAYS,
    home: values.GROUNDSWELL_HOME,
    ownerEmail: values.GROUNDSWELL_OWNER_EMAIL,
    ownerPassword: values.GROUNDSWELL_OWNER_PASSWORD,
    demo: values.GROUNDSWELL_DEMO,
    maxEventsPerSecond: values.GROUNDSWELL_MAX_EVENTS_PER_SECOND,
    maxFlagRequestsPerSecond: values.GROUNDSWELL_MAX_FLAG_REQUESTS_PER_SECOND,
    trustProxy: values.TRUST_PROXY,
    publicUrl: values.GROUNDSWELL_URL?.replace(/\/+$/, ''),
    secretKey: values.GROUNDSWELL_SECRET_KEY,
    webhookAddresses: values.GROUNDSWELL_WEBHOOK_ADDRESSES ?? [],
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM,
    logLevel: values.LOG_LEVEL,
  };
}

/** Nest injection token of the config. */
export const CONFIG = Symbol('Config');
