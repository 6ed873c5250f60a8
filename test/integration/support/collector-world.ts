import { type CollectorLimits, CollectorModule, configureCollector } from '@groundswell/collector';
import { type AcceptedEvent, EVENTS_PARTITIONS, EVENTS_TOPIC } from '@groundswell/contracts';
import {
  createKafkaEventLog,
  createPostgresEventLog,
  type EventLog,
  EventLogModule,
  type LogConsumer,
} from '@groundswell/event-log';
import { PostgresModule, ProjectKeyEntity } from '@groundswell/postgres';
import { Controller, Module, Post, Req } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase } from './postgres-database.js';

export type LogKind = 'PostgreSQL' | 'Kafka';

export interface Answer {
  status: number;
  headers: Headers;
  body: {
    success?: boolean;
    reason?: string;
    message?: string;
    accepted?: number;
    errors?: { index: number; reason: string; message: string; path?: string }[];
  };
}

export interface Post {
  body?: unknown;
  /** Sent as it is. */
  raw?: Buffer | string;
  /** Null sends no key. */
  key?: string | null;
  headers?: Record<string, string>;
}

/** Another route of the same process, whose JSON must go on being parsed as ever. */
@Controller('other')
class OtherController {
  @Post()
  echo(@Req() request: { body: unknown }): { body: unknown } {
    return { body: request.body };
  }
}

/** A collector that listens, on a log and a database of its own, and a reader of what it appended. */
export class CollectorWorld {
  private readonly seen: AcceptedEvent[] = [];
  private reader: LogConsumer | null = null;
  private dropped = false;

  private constructor(
    readonly url: string,
    readonly database: TestDatabase,
    readonly projectId: number,
    readonly key: string,
    private readonly log: EventLog,
    private readonly app: NestFastifyApplication,
  ) {}

  /** With a `log` of one's own, nothing is read back unless that is asked for. */
  static async create(
    kind: LogKind,
    log?: EventLog,
    options: { limits?: Partial<CollectorLimits>; isRead?: boolean } = {},
  ): Promise<CollectorWorld> {
    const database = await createTestDatabase();
    const opened = log ?? openLog(kind, database.url);
    const isRead = options.isRead ?? !log;
    if (isRead) await opened.ensureTopic(EVENTS_TOPIC, EVENTS_PARTITIONS);
    const app = await listen(database.url, opened, options.limits);
    const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
    const projectId = await database.addProject();
    const key = await addKey(database, projectId);
    const world = new CollectorWorld(url, database, projectId, key, opened, app);
    if (isRead) await world.read();
    return world;
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.reader?.stop();
    await this.log.close();
    await this.dropDatabase();
  }

  /** Under the feet of the collector, if it is running. */
  async dropDatabase(): Promise<void> {
    if (!this.dropped) await this.database.drop();
    this.dropped = true;
  }

  async addProject(): Promise<{ id: number; key: string }> {
    const id = await this.database.addProject();
    return { id, key: await addKey(this.database, id) };
  }

  async post(path: string, { body, raw, key = this.key, headers = {} }: Post): Promise<Answer> {
    const authorization: Record<string, string> = key === null ? {} : { authorization: basic(key) };
    const response = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization, ...headers },
      body: (raw ?? JSON.stringify(body)) as RequestInit['body'],
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? {} : JSON.parse(text)) as Answer['body'],
    };
  }

  /** What the log holds of these message ids, in order of arrival, once all of them are there. */
  async stored(messageIds: string[]): Promise<AcceptedEvent[]> {
    const wanted = new Set(messageIds);
    const until = Date.now() + 20_000;
    for (;;) {
      const found = this.seen.filter(({ messageId }) => wanted.has(messageId));
      if (new Set(found.map(({ messageId }) => messageId)).size >= wanted.size) return found;
      if (Date.now() > until) throw new Error(`only ${found.length} of ${wanted.size} events are in the log`);
      await pause(20);
    }
  }

  /** All that the log holds of a person. */
  storedOf(userId: string): AcceptedEvent[] {
    return this.seen.filter((event) => event.userId === userId);
  }

  private async read(): Promise<void> {
    this.reader = await this.log.consume({
      topic: EVENTS_TOPIC,
      group: `test.${randomUUID()}`,
      onBatch: async ({ records }) => {
        for (const { value } of records) this.seen.push(JSON.parse(value.toString()) as AcceptedEvent);
        const last = records.at(-1);
        return last ? { nextOffset: last.offset + 1n } : null;
      },
    });
  }
}

export const basic = (key: string) => `Basic ${Buffer.from(`${key}:`).toString('base64')}`;

function openLog(kind: LogKind, databaseUrl: string): EventLog {
  if (kind === 'PostgreSQL') return createPostgresEventLog({ connectionString: databaseUrl });
  return createKafkaEventLog({ brokers: (process.env.TEST_KAFKA_BROKERS ?? '').split(',') });
}

async function addKey(database: TestDatabase, projectId: number): Promise<string> {
  const key = `gsw_${randomUUID()}`;
  await database.dataSource.getRepository(ProjectKeyEntity).save({ projectId, kind: 'write', key });
  return key;
}

async function listen(
  databaseUrl: string,
  log: EventLog,
  limits?: Partial<CollectorLimits>,
): Promise<NestFastifyApplication> {
  @Module({
    imports: [PostgresModule.forRoot(databaseUrl), EventLogModule.forRoot(log), CollectorModule],
    controllers: [OtherController],
  })
  class TestModule {}
  const app = await NestFactory.create<NestFastifyApplication>(
    TestModule,
    new FastifyAdapter({ forceCloseConnections: true }),
    { logger: ['error', 'fatal'], abortOnError: false },
  );
  await configureCollector(app, limits);
  await app.listen(0, '127.0.0.1');
  return app;
}
