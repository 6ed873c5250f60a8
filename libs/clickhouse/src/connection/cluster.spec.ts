import { CLICKHOUSE_MIGRATIONS_DIR } from '@groundswell/migrations';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { deleteProject } from '../erasure/delete-project.js';
import { runMutations } from '../erasure/mutations.js';
import { deleteRawBefore } from '../ttl/raw-horizon.js';
import type { EventRow } from '../events/event-row.js';
import { insertEvents } from '../events/insert-events.js';
import { findStoredMessageIds } from '../events/message-ids.js';
import { detachPart } from '../verification/broken-parts.js';
import { catchUpEvents } from '../verification/catch-up-events.js';
import { migrateClickHouse } from '../migrations/migrate-clickhouse.js';
import { createClickHouse } from './create-clickhouse.js';

/** Listens where a server would, and notes what a client of a cluster says on the wire. */
class Replica {
  readonly heard: { statement: string; settings: URLSearchParams }[] = [];
  shards = 1;
  /** Replicas of its cluster that know of a mutation, at each look; the last holds for ever. */
  knownBy = [3];
  /** Whether the others are away. */
  isAlone = false;
  /** Lines that it answers about the migrations that were applied; none while it has no tables. */
  applied = '';
  private readonly server: Server = createServer((request, response) => {
    const settings = new URL(request.url!, 'http://replica').searchParams;
    const zipped = request.headers['content-encoding'] === 'gzip';
    void text(zipped ? request.pipe(createGunzip()) : request).then((body) => {
      const statement = settings.get('query') ?? body;
      this.heard.push({ statement, settings });
      if (this.isAlone && statement.includes('clusterAllReplicas')) {
        response.statusCode = 500;
        response.end('Code: 279. DB::Exception: All connection tries failed. (ALL_CONNECTION_TRIES_FAILED)');
      } else response.end(this.answer(statement));
    });
  });

  async listen(): Promise<string> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close = () => this.server.close();
  said = (words: RegExp) => this.heard.filter(({ statement }) => words.test(statement));

  private answer(statement: string): string {
    if (statement.includes('AS known')) {
      return `{"known":${this.knownBy.length > 1 ? this.knownBy.shift() : this.knownBy[0]},"replicas":3}\n`;
    }
    if (statement.includes('EXISTS TABLE')) return `{"result":${this.applied === '' ? 0 : 1}}\n`;
    if (statement.includes('FROM schema_migrations')) return this.applied;
    if (statement.includes('system.clusters')) return `{"shards":${this.shards}}\n`;
    return statement.includes('count() AS n FROM events') ? '{"n":3}\n' : '';
  }
}

describe('a client of a replicated cluster', () => {
  let replica: Replica;
  let client: ReturnType<typeof createClickHouse>;
  beforeEach(async () => {
    replica = new Replica();
    client = createClickHouse({ url: await replica.listen(), cluster: 'main' });
  });
  afterEach(async () => {
    await client.close();
    replica.close();
  });

  it('defines everything on every server, and waits for each of them', async () => {
    expect(await migrateClickHouse(client)).toEqual(readdirSync(CLICKHOUSE_MIGRATIONS_DIR).sort());
    const definitions = replica.said(/^(CREATE|ALTER)/);
    expect(definitions.length).toBeGreaterThan(10);
    for (const { statement, settings } of definitions) {
      expect(statement).toContain("ON CLUSTER 'main'");
      expect(settings.get('alter_sync')).toBe('2');
    }
    expect(replica.said(/^INSERT INTO schema_migrations/)[0]?.settings.get('insert_quorum')).toBe('auto');
  });

  it('defines nothing where everything is applied, as that would wait for a server that is away', async () => {
    replica.applied = readdirSync(CLICKHOUSE_MIGRATIONS_DIR)
      .map((name) => ({ name, file: readFileSync(join(CLICKHOUSE_MIGRATIONS_DIR, name)) }))
      .map(({ name, file }) => ({ name, checksum: createHash('sha256').update(file).digest('hex') }))
      .map((row) => `${JSON.stringify(row)}\n`)
      .join('');
    expect(await migrateClickHouse(client)).toEqual([]);
    expect(replica.said(/ON CLUSTER|^INSERT/)).toEqual([]);
    expect(replica.said(/^SYSTEM SYNC REPLICA schema_migrations/)).toHaveLength(1);
  });

  it.each([
    [0, /knows no cluster main/],
    [2, /main has 2 shards; Groundswell needs one shard/],
  ])('defines nothing in a cluster of %d shards', async (shards, words) => {
    replica.shards = shards;
    await expect(migrateClickHouse(client)).rejects.toThrow(words);
    expect(replica.said(/CREATE/)).toEqual([]);
  });

  it('has an insert acknowledged by most replicas, under its token', async () => {
    await insertEvents(client, [{ project_id: 1, event: 'Opened' } as EventRow], 'events:0:1-2@3');
    const [{ settings } = { settings: new URLSearchParams() }] = replica.said(/^INSERT INTO events/);
    expect(settings.get('insert_quorum')).toBe('auto');
    expect(settings.get('insert_deduplication_token')).toBe('events:0:1-2@3');
  });

  it('looks for copies only once its replica has what the others have', async () => {
    await findStoredMessageIds(client, 1, ['a'], { partition: 0, offset: 5n });
    expect(replica.heard.map(({ statement }) => statement.trim().split('\n')[0])).toEqual([
      'SYSTEM SYNC REPLICA message_ids LIGHTWEIGHT',
      'SELECT DISTINCT toString(id) AS key FROM message_ids',
    ]);
  });

  it('takes a deletion as done when every replica has made it', async () => {
    expect(await deleteRawBefore(client, 1, '2026-01-01', () => Promise.resolve())).toBe(3);
    expect(replica.heard.at(-1)?.statement).toContain("FROM clusterAllReplicas('main', system.mutations)");
  });

  it('asks what is not done only once every replica has heard of the mutation', async () => {
    replica.knownBy = [0, 2, 3];
    const query = 'ALTER TABLE events DELETE WHERE project_id = 1';
    await runMutations(client, [{ table: 'events', query, query_params: {} }]);
    const [handedOver, ...looks] = replica.heard;
    expect(handedOver?.statement).toBe(`${query} AND {mark:String} != ''`);
    const mark = handedOver?.settings.get('param_mark');
    expect(mark).toMatch(/^[\da-f-]{36}$/);
    expect(looks.map(({ statement }) => /AS known|NOT is_done/.exec(statement)?.[0])).toEqual([
      'AS known',
      'AS known',
      'AS known',
      'NOT is_done',
    ]);
    expect(looks[2]?.settings.get('param_marks')).toBe(`['${mark}']`);
  });

  it('hands a mutation over once, however often it is tried while a replica is away', async () => {
    const query = 'ALTER TABLE events DELETE WHERE project_id = 1';
    const change = () => runMutations(client, [{ table: 'events', query, query_params: {} }]);
    replica.isAlone = true;
    for (let tries = 0; tries < 3; tries++) await expect(change()).rejects.toMatchObject({ code: '279' });
    replica.isAlone = false;
    await change();
    expect(replica.said(/^ALTER/)).toHaveLength(1);
    await change();
    expect(replica.said(/^ALTER/)).toHaveLength(2);
  });

  it('passes over no table of a deleted project whose rows are still on their way', async () => {
    await deleteProject(client, 1);
    const asked = replica.heard.map(({ statement }) => /(?<=REPLICA |FROM )\w+/.exec(statement)?.[0]);
    expect(asked.slice(0, 4)).toEqual(['events', 'events', 'activity', 'activity']);
  });

  it('compares only what has arrived', async () => {
    await catchUpEvents(client);
    for (const table of ['events', 'message_ids', 'activity', 'active_people', 'person_overrides'])
      expect(replica.said(new RegExp(`^SYSTEM SYNC REPLICA ${table} LIGHTWEIGHT`))).toHaveLength(1);
  });

  it('leaves a broken part to its replica, as detaching takes it from all of them', async () => {
    await detachPart(client, { table: 'events', part: '202601_0_0_0' });
    expect(replica.heard.map(({ statement }) => statement)).toEqual(['SYSTEM SYNC REPLICA events']);
  });
});
