import {
  AuditEntryEntity,
  AuditLog,
  BatchIntents,
  type DeadLetter,
  DeadLetterEntity,
  DeadLetterStore,
  IdentityStore,
  PostgresModule,
  PostgresUnavailable,
  ProjectEntity,
  ProjectKeyEntity,
  ProjectKeyStore,
} from '@groundswell/postgres';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { NestFactory } from '@nestjs/core';
import { getRepositoryToken } from '@nestjs/typeorm';
import { createTestDatabase, type TestDatabase } from './support/postgres-database.js';

let database: TestDatabase;
let project: number;

beforeAll(async () => {
  database = await createTestDatabase();
  project = await database.addProject('Stores');
});
afterAll(() => database.drop());

describe('DeadLetterStore', () => {
  const letter = (offset: bigint, more: Partial<DeadLetter> = {}): DeadLetter => ({
    projectId: project,
    topic: 'events',
    partition: 0,
    offset,
    reason: 'malformed',
    detail: 'Not JSON.',
    payload: '{',
    ...more,
  });
  const stored = (): Promise<DeadLetterEntity[]> =>
    database.dataSource.getRepository(DeadLetterEntity).find({ order: { id: 'ASC' } });

  it('keeps a letter once per place in the log, and what cannot be stored as U+FFFD', async () => {
    const letters = new DeadLetterStore(database.dataSource);
    await letters.add([]);
    await letters.add([letter(1n), letter(2n, { payload: 'a\0b\uD800' })]);
    await letters.add([letter(2n), letter(3n, { projectId: null }), letter(4n, { projectId: 999_999 })]);
    const rows = await stored();
    expect(rows.map(({ offset, projectId }) => [offset, projectId])).toEqual([
      ['1', project],
      ['2', project],
      ['3', null],
      ['4', null],
    ]);
    expect(rows[1]?.payload).toBe('a\uFFFDb\uFFFD');
  });
});

describe('AuditLog', () => {
  it('belongs to the transaction it is given', async () => {
    const log = new AuditLog(database.dataSource);
    await log.record({
      projectId: project,
      userId: 1,
      action: 'key.rotate',
      target: 'keys/4',
      detail: { a: 1 },
    });
    const failed = database.dataSource.transaction(async (manager) => {
      await log.record({ action: 'project.create', target: 'projects/9' }, manager);
      throw new Error('rolled back');
    });
    await expect(failed).rejects.toThrow('rolled back');
    const rows = await database.dataSource.getRepository(AuditEntryEntity).find();
    expect(rows).toMatchObject([{ projectId: project, action: 'key.rotate', detail: { a: 1 } }]);
  });
});

describe('ProjectKeyStore', () => {
  const addKey = (kind: 'write' | 'client', key: string): Promise<ProjectKeyEntity> =>
    database.dataSource.getRepository(ProjectKeyEntity).save({ projectId: project, kind, key });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('finds the project of a key of that kind only', async () => {
    await addKey('write', 'gsw_1');
    const keys = new ProjectKeyStore(database.dataSource);
    expect((await keys.findProject('write', 'gsw_1'))?.id).toBe(project);
    expect(await keys.findProject('client', 'gsw_1')).toBeNull();
    for (const wrong of ['', 'gsw_none', 'a\0', 'x'.repeat(100_000), '__proto__']) {
      expect(await keys.findProject('write', wrong)).toBeNull();
    }
  });

  it('knows a revoked key and a new key after five seconds', async () => {
    const key = await addKey('write', 'gsw_2');
    const keys = new ProjectKeyStore(database.dataSource);
    expect(await keys.findProject('write', 'gsw_2')).not.toBeNull();
    expect(await keys.findProject('write', 'gsw_3')).toBeNull();
    await database.dataSource.getRepository(ProjectKeyEntity).update(key.id, { revokedAt: new Date() });
    await addKey('write', 'gsw_3');
    const real = performance.now.bind(performance);
    jest.spyOn(performance, 'now').mockImplementation(() => real() + 5_001);
    expect(await keys.findProject('write', 'gsw_2')).toBeNull();
    expect((await keys.findProject('write', 'gsw_3'))?.id).toBe(project);
  });

  it('goes on with valid keys while PostgreSQL is away, and says of no other that it is wrong', async () => {
    await addKey('write', 'gsw_4');
    const keys = new ProjectKeyStore(database.dataSource);
    await keys.findProject('write', 'gsw_4');
    await keys.findProject('write', 'gsw_5');
    const real = performance.now.bind(performance);
    jest.spyOn(performance, 'now').mockImplementation(() => real() + 5_001);
    jest.spyOn(database.dataSource, 'getRepository').mockImplementation(() => {
      throw new Error('Connection terminated unexpectedly');
    });
    expect((await keys.findProject('write', 'gsw_4'))?.id).toBe(project);
    await expect(keys.findProject('write', 'gsw_5')).rejects.toThrow('terminated');
    await expect(keys.findProject('write', 'gsw_6')).rejects.toThrow('terminated');
    jest.restoreAllMocks();
    expect(await keys.findProject('write', 'gsw_6')).toBeNull();
  });

  it('asks once for many at the same time', async () => {
    await addKey('client', 'gsc_1');
    const keys = new ProjectKeyStore(database.dataSource);
    const asked = jest.spyOn(database.dataSource, 'getRepository');
    await Promise.all(Array.from({ length: 50 }, () => keys.findProject('client', 'gsc_1')));
    expect(asked.mock.calls.filter(([entity]) => entity === ProjectKeyEntity)).toHaveLength(1);
  });
});

describe('PostgresModule', () => {
  it('gives repositories and stores to every module', async () => {
    const app = await NestFactory.createApplicationContext(PostgresModule.forRoot(database.url), {
      logger: false,
    });
    for (const store of [IdentityStore, BatchIntents, DeadLetterStore, ProjectKeyStore, AuditLog]) {
      expect(app.get(store)).toBeInstanceOf(store);
    }
    const projects = app.get<{ count(): Promise<number> }>(getRepositoryToken(ProjectEntity));
    expect(await projects.count()).toBeGreaterThan(0);
    await app.close();
  });

  it('refuses to start at once, in one sentence, when the server is away', async () => {
    const attempt = NestFactory.createApplicationContext(
      PostgresModule.forRoot('postgres://a:pw@127.0.0.1:1/x'),
      {
        logger: false,
        abortOnError: false,
      },
    );
    await expect(attempt).rejects.toThrow(PostgresUnavailable);
  });
});
