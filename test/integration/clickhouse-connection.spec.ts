import {
  type ClickHouseClient,
  createBorrowedClickHouse,
  createClickHouse,
  lendClickHouse,
} from '@groundswell/clickhouse';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { MessageChannel } from 'node:worker_threads';

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

describe('the embedded engine, lent through a port', () => {
  const path = mkdtempSync(join(tmpdir(), 'groundswell-ch-'));
  let owner: ClickHouseClient;
  let borrower: ClickHouseClient;

  beforeAll(async () => {
    owner = createClickHouse({ path });
    const { port1, port2 } = new MessageChannel();
    lendClickHouse(owner, port1);
    borrower = createBorrowedClickHouse(port2);
    await borrower.command({
      query:
        'CREATE TABLE lent (a UInt64, b String) ENGINE = MergeTree ORDER BY a SETTINGS non_replicated_deduplication_window = 100',
    });
  });
  afterAll(async () => {
    await owner.close();
    rmSync(path, { recursive: true, force: true });
  });

  const countOf = async (client: ClickHouseClient) => {
    const result = await client.query({ query: 'SELECT count() AS n FROM lent', format: 'JSONEachRow' });
    return result.json();
  };

  it('stores once per token and is read by both', async () => {
    const insert = () =>
      borrower.insert({
        table: 'lent',
        values: [
          [1, '漢字 \u0000 "'],
          [2, ''],
        ],
        format: 'JSONCompactEachRow',
        clickhouse_settings: { insert_deduplication_token: 'once' },
      });
    await insert();
    await insert();
    expect(await countOf(owner)).toEqual([{ n: 2 }]);
    expect(await countOf(borrower)).toEqual([{ n: 2 }]);
  });

  it('takes rows as a stream and answers in bytes', async () => {
    const values = Readable.from([Buffer.from('[3,"x"]\n'), Buffer.from('[4,"y"]\n')], { objectMode: false });
    await borrower.exec({ query: 'INSERT INTO lent FORMAT JSONCompactEachRow', values });
    const { stream } = await borrower.exec({
      query: 'SELECT a FROM lent WHERE a >= {from:UInt64} ORDER BY a FORMAT RowBinary',
      query_params: { from: 3 },
    });
    expect([...(await buffer(stream))]).toEqual([3, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('refuses with the code of ClickHouse', async () => {
    await expect(borrower.command({ query: 'SELECT no_such_column' })).rejects.toMatchObject({ code: '47' });
    const unreadable = borrower.insert({
      table: 'lent',
      values: [['no number', '']],
      format: 'JSONCompactEachRow',
    });
    await expect(unreadable).rejects.toMatchObject({ code: expect.stringMatching(/^(26|27|72)$/) });
    expect(await borrower.ping()).toMatchObject({ success: true });
  });

  it('fails what is under way when the port closes, and leaves the engine to its owner', async () => {
    const slow = borrower.query({ query: 'SELECT sleep(0.5)', format: 'JSONEachRow' });
    const refused = expect(slow).rejects.toThrow('closed');
    await borrower.close();
    await refused;
    await expect(countOf(borrower)).rejects.toThrow('closed');
    expect(await countOf(owner)).toEqual([{ n: 4 }]);
  });

  it('is not what a client of a server has', () => {
    const { port1, port2 } = new MessageChannel();
    const ofServer = createClickHouse({ url: 'http://127.0.0.1:1' });
    expect(() => lendClickHouse(ofServer, port1)).toThrow('Only the embedded ClickHouse');
    port2.close();
  });
});
