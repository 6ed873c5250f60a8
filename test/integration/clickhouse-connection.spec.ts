import { type ClickHouseClient, createClickHouse } from '@groundswell/clickhouse';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

describe('the embedded engine', () => {
  const path = mkdtempSync(join(tmpdir(), 'groundswell-ch-'));
  let client: ClickHouseClient;

  beforeAll(() => {
    client = createClickHouse({ path });
  });
  afterAll(async () => {
    await client.close();
    rmSync(path, { recursive: true, force: true });
  });

  const rows = async (query: string, query_params = {}) => {
    const result = await client.query({ query, query_params, format: 'JSONEachRow' });
    return result.json<Record<string, unknown>>();
  };
  const makeTable = (name: string) =>
    client.command({
      query: `CREATE TABLE ${name} (a UInt64) ENGINE = MergeTree ORDER BY a SETTINGS non_replicated_deduplication_window = 1000`,
    });
  const insert = (table: string, values: { a: number }[], token?: string) =>
    client.insert({
      table,
      values,
      format: 'JSONEachRow',
      clickhouse_settings: token ? { insert_deduplication_token: token } : {},
    });

  it('forgets the token of an insert once it is done', async () => {
    await makeTable('forget');
    for (let a = 0; a < 8; a++) {
      await insert('forget', [{ a }], 'same for all');
      await insert('forget', [{ a: a + 100 }]);
    }
    expect(await rows('SELECT count() AS n FROM forget')).toEqual([{ n: 9 }]);
  });

  it('keeps the tokens of inserts at the same time apart', async () => {
    await makeTable('apart');
    const batches = Array.from({ length: 60 }, (_, batch) =>
      Array.from({ length: 100 }, (_, i) => ({ a: batch * 100 + i })),
    );
    const twice = [...batches.entries(), ...batches.entries()];
    await Promise.all(twice.map(([index, batch]) => insert('apart', batch, `batch ${index}`)));
    expect(await rows('SELECT count() AS n, uniqExact(a) AS distinct FROM apart')).toEqual([
      { n: 6000, distinct: 6000 },
    ]);
  });

  it('stores while reports run', async () => {
    await makeTable('meanwhile');
    let reports = 0;
    const slow = Array.from({ length: 3 }, () => rows('SELECT sleep(1)').then(() => reports++));
    await insert('meanwhile', [{ a: 1 }]);
    expect(reports).toBe(0);
    await Promise.all(slow);
  });

  it('binds values of any text', async () => {
    const text = `'; DROP TABLE apart; -- \\ \u0000 "{p:String}" 漢字 \n\t`;
    expect(
      await rows('SELECT {text:String} AS text, {list:Array(String)} AS list', { text, list: [text] }),
    ).toEqual([{ text, list: [text] }]);
  });

  it('says that its folder is taken by another process', () => {
    const script = `new (require('chdb').Session)(${JSON.stringify(path)})`;
    const other = spawnSync(process.execPath, ['-e', script], { cwd: process.cwd(), encoding: 'utf8' });
    expect(other.stderr).toMatch(/CANNOT_OPEN_FILE/);
  });

  it('can be closed in the middle of a report and opened again', async () => {
    const running = rows('SELECT sleep(0.5) AS slept');
    const closed = client.close();
    await expect(rows('SELECT 1')).rejects.toThrow(/closed/);
    expect(await running).toEqual([{ slept: 0 }]);
    await closed;
    client = createClickHouse({ path });
    expect(await rows('SELECT count() AS n FROM forget')).toEqual([{ n: 9 }]);
  });
});
