import { AccountsService, configureApi } from '@groundswell/api';
import { createClickHouse, migrateClickHouse } from '@groundswell/clickhouse';
import { configureCollector } from '@groundswell/collector';
import { EVENTS_PARTITIONS, EVENTS_TOPIC, PIPELINE_GROUP } from '@groundswell/contracts';
import { EVENT_LOG, type EventLog, createEventLog } from '@groundswell/event-log';
import { loadConfig } from '@groundswell/platform';
import { StandaloneModule } from '@groundswell/standalone';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { migratedDatabase } from '../integration/support/fresh-database.js';
import { DescribedAnswers } from './described-answers.js';

export interface Answer<T> {
  status: number;
  body: T;
}

export interface NewProject {
  id: number;
  writeKey: string;
  clientKey: string;
}

/** The whole product in this process, on real engines of its own: a database, a data folder, a log. */
export class Product {
  private constructor(
    readonly url: string,
    readonly app: NestFastifyApplication,
    private readonly token: string,
    private readonly stops: (() => Promise<void>)[],
  ) {}

  /** Needs `TEST_DATABASE_URL`; makes a database there and drops it at the end. */
  static async start(): Promise<Product> {
    const stops: (() => Promise<void>)[] = [];
    const { url: databaseUrl, drop } = await migratedDatabase();
    stops.push(drop);
    const home = mkdtempSync(join(tmpdir(), 'groundswell-product-'));
    stops.push(async () => rmSync(home, { recursive: true, force: true }));
    mkdirSync(join(home, 'clickhouse'));
    const eventLog = createEventLog({ connectionString: databaseUrl });
    stops.push(() => eventLog.close());
    await eventLog.ensureTopic(EVENTS_TOPIC, EVENTS_PARTITIONS);
    const clickhouse = createClickHouse({ path: join(home, 'clickhouse') });
    stops.push(() => clickhouse.close());
    await migrateClickHouse(clickhouse);
    const config = { ...loadConfig({ GROUNDSWELL_DEMO: '0' }), home };
    const app = await NestFactory.create<NestFastifyApplication>(
      StandaloneModule.forRoot(config, { databaseUrl, eventLog, clickhouse }),
      new FastifyAdapter({ forceCloseConnections: true }),
      { logger: ['error', 'fatal'], abortOnError: false },
    );
    stops.push(() => app.close());
    await configureCollector(app);
    await configureApi(app);
    await app.listen(0, '127.0.0.1');
    const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
    const owner = { email: 'owner@test.example', password: 'correct horse battery' };
    await app.get(AccountsService).ensureOwner(owner);
    return new Product(url, app, await signIn(url, owner), stops);
  }

  /** Of the owner, for requests that are not JSON. */
  get authorization(): { authorization: string } {
    return { authorization: `Bearer ${this.token}` };
  }

  async stop(): Promise<void> {
    for (const stop of this.stops.reverse()) await stop();
  }

  /** Resolves once the pipeline has stored everything that the log had when this was called. */
  async untilStored(): Promise<void> {
    const log = this.app.get<EventLog>(EVENT_LOG, { strict: false });
    const ends = await log.progress(EVENTS_TOPIC, PIPELINE_GROUP);
    for (;;) {
      const now = new Map(
        (await log.progress(EVENTS_TOPIC, PIPELINE_GROUP)).map((at) => [at.partition, at.committed]),
      );
      if (ends.every(({ partition, end }) => (now.get(partition) ?? 0n) >= end)) return;
      await sleep(100);
    }
  }

  async call<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const response = await fetch(`${this.url}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const isEmpty = response.status === 204;
    return { status: response.status, body: (isEmpty ? undefined : await response.json()) as T };
  }

  async createProject(settings: Record<string, unknown>): Promise<NewProject> {
    const defaults = { timeZone: 'UTC', weekStart: 'monday', currency: 'USD' };
    const { status, body } = await this.call<NewProject>('POST', '/projects', { ...defaults, ...settings });
    if (status >= 300) throw new Error(`project: ${status} ${JSON.stringify(body)}`);
    return body;
  }

  private describedAnswers?: Promise<DescribedAnswers>;
  private get described(): Promise<DescribedAnswers> {
    this.describedAnswers ??= this.call('GET', '/openapi.json').then(
      ({ body }) => new DescribedAnswers(body),
    );
    return this.describedAnswers;
  }

  /** Asks a query; a refusal throws with its words, and so does an answer that openapi.json does not describe. */
  async query<T>(projectId: number, query: Record<string, unknown>): Promise<T> {
    const { status, body } = await this.call<T>('POST', `/projects/${projectId}/query`, query);
    if (status >= 300) throw new Error(`query: ${status} ${JSON.stringify(body)}`);
    (await this.described).check(body as { kind: string });
    return body;
  }

  /** Uploads a log and waits until it is queryable. */
  async importLog(
    projectId: number,
    file: { body: Buffer | string; contentType: string; mapping: Record<string, unknown> },
  ): Promise<{ state: string; rows: number; accepted: number; rejected: number; error: string | null }> {
    const path = `/projects/${projectId}/imports`;
    const response = await fetch(
      `${this.url}/api${path}?mapping=${encodeURIComponent(JSON.stringify(file.mapping))}`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${this.token}`, 'content-type': file.contentType },
        body: file.body as RequestInit['body'],
      },
    );
    const { importId } = (await response.json()) as { importId: string };
    if (response.status !== 202) throw new Error(`import: ${response.status}`);
    for (;;) {
      const { body } = await this.call<Awaited<ReturnType<Product['importLog']>>>(
        'GET',
        `${path}/${importId}`,
      );
      if (body.state !== 'running') return body;
      await sleep(200);
    }
  }
}

async function signIn(url: string, owner: { email: string; password: string }): Promise<string> {
  const response = await fetch(`${url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(owner),
  });
  const { accessToken } = (await response.json()) as { accessToken: string };
  return accessToken;
}
