import { CLICKHOUSE_MIGRATIONS_DIR } from '@groundswell/migrations';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { deleteRawBefore } from '../ttl/raw-horizon.js';
import type { EventRow } from '../events/event-row.js';
import { insertEvents } from '../events/insert-events.js';
import { findStoredMessageIds } from '../events/message-ids.js';
import { migrateClickHouse } from '../migrations/migrate-clickhouse.js';
import { createClickHouse } from './create-clickhouse.js';

/** Listens where a server would, and notes what a client of a cluster says on the wire. */
class Replica {
  readonly heard: { statement: string; settings: URLSearchParams }[] = [];
  shards = 1;
  private readonly server: Server = createServer((request, response) => {
    const settings = new URL(request.url!, 'http://replica').searchParams;
    const zipped = request.headers['content-encoding'] === 'gzip';
    void text(zipped ? request.pipe(createGunzip()) : request).then((body) => {
      const statement = settings.get('query') ?? body;
      this.heard.push({ statement, settings });
      response.end(this.answer(statement));
    });
  });

  async listen(): Promise<string> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close = () => this.server.close();
  said = (words: RegExp) => this.heard.filter(({ statement }) => words.test(statement));

  private answer(statement: string): string {
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
});
