import 'reflect-metadata';
import { AccountsService, ApiModule, configureApi } from '@groundswell/api';
import { ClickHouseModule, createClickHouse, migrateClickHouse } from '@groundswell/clickhouse';
import { EVENTS_PARTITIONS, EVENTS_TOPIC, type Role } from '@groundswell/contracts';
import { type EventLog, EventLogModule, createEventLog } from '@groundswell/event-log';
import { PipelineModule } from '@groundswell/pipeline';
import { CONFIG, loadConfig } from '@groundswell/platform';
import { PostgresModule } from '@groundswell/postgres';
import { Global, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribedAnswers } from '../../support/described-answers.js';
import { migratedDatabase } from './fresh-database.js';

export interface ApiApp {
  app: NestFastifyApplication;
  home: string;
  owner: { email: string; password: string };
  ownerToken: string;
  /** Stops the process's modules and starts them on the same data. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  body: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- what came over the wire
}

/**
 * API and pipeline in one process on real engines, with the first owner signed in.
 * @param ownLog closed with the app; not given: a log in its database
 */
export async function startApiApp(
  env: Record<string, string> = {},
  ownLog: EventLog | null = null,
): Promise<ApiApp> {
  const home = await mkdtemp(join(tmpdir(), 'groundswell-api-'));
  const database = await migratedDatabase();
  const clickhouse = createClickHouse({ path: join(home, 'clickhouse') });
  await migrateClickHouse(clickhouse);
  const eventLog = ownLog ?? createEventLog({ connectionString: database.url });
  await eventLog.ensureTopic(EVENTS_TOPIC, EVENTS_PARTITIONS);
  const config = loadConfig({ ...env, GROUNDSWELL_HOME: home });

  @Global()
  @Module({ providers: [{ provide: CONFIG, useValue: config }], exports: [CONFIG] })
  class ConfigModule {}
  @Module({
    imports: [
      ConfigModule,
      PostgresModule.forRoot(database.url),
      ClickHouseModule.forRoot(clickhouse),
      EventLogModule.forRoot(eventLog),
      PipelineModule,
      ApiModule,
    ],
  })
  class TestModule {}

  const api: ApiApp = {
    app: await boot(TestModule),
    home,
    owner: { email: '', password: '' },
    ownerToken: '',
    async restart() {
      await api.app.close();
      api.app = await boot(TestModule);
    },
    async close() {
      await api.app.close();
      await eventLog.close();
      await clickhouse.close();
      await database.drop();
      await rm(home, { recursive: true, force: true });
    },
  };
  const owner = await api.app.get(AccountsService).ensureOwner({ email: 'Owner@Example.com' });
  if (!owner) throw new Error('the database was not fresh');
  return Object.assign(api, { owner, ownerToken: await signIn(api.app, owner.email, owner.password) });
}

async function boot(module: Type): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    module,
    new FastifyAdapter({ bodyLimit: 1024 * 1024, forceCloseConnections: true }),
    { logger: ['error'], abortOnError: false },
  );
  await configureApi(app);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}

export async function signIn(app: NestFastifyApplication, email: string, password: string): Promise<string> {
  const { status, body } = await call(app, 'POST', '/api/auth/login', { body: { email, password } });
  if (status !== 200) throw new Error(`sign-in answered ${status}: ${JSON.stringify(body)}`);
  return body.accessToken as string;
}

export interface CallOptions {
  token?: string;
  body?: unknown;
  /** Sent as it is. */
  payload?: string | Buffer;
  headers?: Record<string, string>;
}

export async function call(
  app: NestFastifyApplication,
  method: string,
  url: string,
  { token, body, payload, headers = {} }: CallOptions = {},
): Promise<Answer> {
  const response = await app.inject({
    method: method as 'GET',
    url,
    payload: body === undefined ? payload : (body as object),
    headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
  });
  const isJson = /\bjson\b/.test(String(response.headers['content-type']));
  const answer: Answer = {
    status: response.statusCode,
    headers: response.headers,
    body: isJson && response.body !== '' ? response.json() : response.body,
  };
  if (url.endsWith('/query') && answer.status === 200 && isJson) (await describedBy(app)).check(answer.body);
  return answer;
}

const described = new WeakMap<NestFastifyApplication, Promise<DescribedAnswers>>();

/** Every answer to a question, whatever test asks it, is held against the OpenAPI document. */
function describedBy(app: NestFastifyApplication): Promise<DescribedAnswers> {
  const known =
    described.get(app) ??
    app.inject('/api/openapi.json').then((response) => new DescribedAnswers(response.json()));
  described.set(app, known);
  return known;
}

/** A project of the owner's with one member of each other role, and their tokens. */
export async function projectWithRoles(
  api: ApiApp,
  name: string,
): Promise<{ id: number; writeKey: string; tokens: Record<Role, string>; userIds: Record<Role, number> }> {
  const { app, ownerToken } = api;
  const { body: project } = await call(app, 'POST', '/api/projects', { token: ownerToken, body: { name } });
  const { body: me } = await call(app, 'GET', '/api/auth/me', { token: ownerToken });
  const tokens = { owner: ownerToken } as Record<Role, string>;
  const userIds = { owner: me.id as number } as Record<Role, number>;
  for (const role of ['admin', 'analyst', 'marketer', 'viewer'] as const) {
    const email = `${role}@${name.toLowerCase()}.example`;
    const added = await call(app, 'POST', `/api/projects/${project.id}/members`, {
      token: ownerToken,
      body: { email, role },
    });
    tokens[role] = await signIn(app, email, added.body.password as string);
    userIds[role] = added.body.id as number;
  }
  return { id: project.id as number, writeKey: project.writeKey as string, tokens, userIds };
}
