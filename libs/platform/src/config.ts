import { z } from 'zod';

const flag = z.enum(['0', '1']).transform((value) => value === '1');

/** Environment of every process. Engines without a URL are embedded under `home`. */
const schema = z.object({
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  CLICKHOUSE_URL: z.url({ protocol: /^https?$/ }).optional(),
  KAFKA_BROKERS: z.string().min(1).optional(),
  GROUNDSWELL_HOME: z.string().default('.groundswell'),
  GROUNDSWELL_OWNER_EMAIL: z.email().optional(),
  GROUNDSWELL_OWNER_PASSWORD: z.string().min(8).optional(),
  GROUNDSWELL_DEMO: flag.default(true),
  GROUNDSWELL_MAX_EVENTS_PER_SECOND: z.coerce.number().min(0).default(0),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('warn'),
});

export interface Config {
  port: number;
  host: string;
  databaseUrl?: string;
  clickhouseUrl?: string;
  kafkaBrokers?: string[];
  /** Folder of embedded data. */
  home: string;
  ownerEmail?: string;
  ownerPassword?: string;
  demo: boolean;
  /** Events per second that one write key may send to one collector; 0 for no limit. */
  maxEventsPerSecond: number;
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
    kafkaBrokers: values.KAFKA_BROKERS?.split(',').map((broker) => broker.trim()),
    home: values.GROUNDSWELL_HOME,
    ownerEmail: values.GROUNDSWELL_OWNER_EMAIL,
    ownerPassword: values.GROUNDSWELL_OWNER_PASSWORD,
    demo: values.GROUNDSWELL_DEMO,
    maxEventsPerSecond: values.GROUNDSWELL_MAX_EVENTS_PER_SECOND,
    logLevel: values.LOG_LEVEL,
  };
}

/** Nest injection token of the config. */
export const CONFIG = Symbol('Config');
