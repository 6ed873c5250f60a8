import {
  type ClickHouseClient,
  createClickHouse,
  forCluster,
  migrateClickHouse,
  splitStatements,
} from '@groundswell/clickhouse';
import { CLICKHOUSE_MIGRATIONS_DIR } from '@groundswell/migrations';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

describe('migrating ClickHouse', () => {
  let home: string;
  let folder: string;
  let client: ClickHouseClient;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'groundswell-migrations-'));
    folder = join(home, 'migrations');
    await cp(CLICKHOUSE_MIGRATIONS_DIR, folder, { recursive: true });
    client = createClickHouse({ path: join(home, 'clickhouse') });
  });
  afterEach(async () => {
    await client.close();
    await rm(home, { recursive: true, force: true });
  });

  const names = async () => (await readdir(CLICKHOUSE_MIGRATIONS_DIR)).sort();
  const tables = async () => {
    const result = await client.query({ query: 'SHOW TABLES', format: 'JSONEachRow' });
    return (await result.json<{ name: string }>()).map(({ name }) => name);
  };

  it('applies each file once, in order', async () => {
    expect(await migrateClickHouse(client, folder)).toEqual(await names());
    const before = await tables();
    expect(before).toEqual(expect.arrayContaining(['activity', 'events', 'message_ids', 'person_overrides']));
    expect(await migrateClickHouse(client, folder)).toEqual([]);
    expect(await tables()).toEqual(before);
  });

  it('does no harm when two processes do it at once', async () => {
    await Promise.all([migrateClickHouse(client, folder), migrateClickHouse(client, folder)]);
    expect(await migrateClickHouse(client, folder)).toEqual([]);
  });

  it('goes on with a file that was cut off in the middle', async () => {
    const [first = ''] = await names();
    const whole = await readFile(join(folder, first), 'utf8');
    await writeFile(join(folder, first), `${whole};\nSELECT nothing_of_this_name;`);
    await expect(migrateClickHouse(client, folder)).rejects.toThrow(/nothing_of_this_name/);
    await writeFile(join(folder, first), whole);
    expect(await migrateClickHouse(client, folder)).toEqual(await names());
  });

  it('refuses a file that was changed after it had been applied', async () => {
    await migrateClickHouse(client, folder);
    const [first = ''] = await names();
    await writeFile(join(folder, first), `${await readFile(join(folder, first), 'utf8')}\n-- more`);
    await expect(migrateClickHouse(client, folder)).rejects.toThrow(`${first} was changed`);
  });

  it('fills a rollup that comes later from what is stored', async () => {
    const later = '003-create-active-people.sql';
    const sql = await readFile(join(folder, later), 'utf8');
    const after = (await names()).filter((name) => name > later);
    for (const name of [later, ...after]) await rm(join(folder, name));
    await migrateClickHouse(client, folder);
    await client.command({
      query: `INSERT INTO events (project_id, local_date, event, person_id, platform)
              VALUES (1, '2025-01-01', 'open', 1, 'web'), (1, '2025-01-01', 'close', 1, 'web'),
                     (1, '2025-01-01', '$identify', 2, 'web'), (1, '2025-01-01', 'open', 3, 'server'),
                     (1, '2025-01-01', '$pageview', 4, 'web')`,
    });
    await writeFile(join(folder, later), sql);
    expect(await migrateClickHouse(client, folder)).toEqual([later]);
    const result = await client.query({
      query:
        'SELECT platform, arraySort(bitmapToArray(groupBitmapMergeState(people))) AS people FROM active_people GROUP BY platform',
      format: 'JSONEachRow',
    });
    expect(await result.json()).toEqual([{ platform: 'web', people: [1, 4] }]);
  });

  it('keeps bots and internal traffic out of the rollups of people, and what was stored before in them', async () => {
    const later = '030-tell-traffic-apart.sql';
    const sql = await readFile(join(folder, later), 'utf8');
    for (const name of (await names()).filter((name) => name >= later)) await rm(join(folder, name));
    await migrateClickHouse(client, folder);
    const insert = (columns: string, values: string, token: string) =>
      client.command({
        query: `INSERT INTO events (project_id, local_date, event, platform, person_id${columns}) VALUES ${values}`,
        clickhouse_settings: {
          insert_deduplication_token: token,
          deduplicate_blocks_in_dependent_materialized_views: 1,
        },
      });
    const people = async (table: string) => {
      const result = await client.query({
        query: `SELECT arraySort(bitmapToArray(groupBitmapMergeState(people))) AS people FROM ${table}`,
        format: 'JSONEachRow',
      });
      return (await result.json<{ people: number[] }>())[0]?.people;
    };
    const day = `(1, '2025-01-01', 'open', 'web'`;
    await insert('', `${day}, 1), ${day}, 2)`, 'before');
    await writeFile(join(folder, later), sql);
    expect(await migrateClickHouse(client, folder)).toEqual([later]);
    // An older process that still runs says nothing of traffic; the other's insert is tried twice.
    await insert('', `${day}, 3)`, 'older');
    const mixed = `${day}, 4, 'human'), ${day}, 5, 'bot'), ${day}, 6, 'internal')`;
    await insert(', traffic', mixed, 'newer');
    await insert(', traffic', mixed, 'newer');
    expect(await people('activity')).toEqual([1, 2, 3, 4]);
    expect(await people('active_people')).toEqual([1, 2, 3, 4]);
    expect(await people('other_activity')).toEqual([5, 6]);
    const result = await client.query({
      query: 'SELECT traffic, count() AS n FROM events GROUP BY traffic ORDER BY traffic',
      format: 'JSONEachRow',
    });
    expect(await result.json()).toEqual([
      { traffic: 'bot', n: 1 },
      { traffic: 'human', n: 4 },
      { traffic: 'internal', n: 1 },
    ]);
  });

  it('tells where events came from that were stored before, as it does of new ones', async () => {
    const later = '047-keep-arrived-from.sql';
    const sql = await readFile(join(folder, later), 'utf8');
    for (const name of (await names()).filter((name) => name >= later)) await rm(join(folder, name));
    await migrateClickHouse(client, folder);
    const insert = (person: number, referrer: string, properties: string) =>
      client.command({
        query: `INSERT INTO events (project_id, local_date, event, person_id, referrer, properties)
          VALUES (1, '2025-01-01', 'open', ${person}, '${referrer}', '${properties}')`,
      });
    await insert(1, 'https://www.google.com/search', '{"url":"https://shop.example/a"}');
    await insert(2, 'https://shop.example/a', '{"url":"https://www.shop.example/b"}');
    await insert(3, 'https://blog.shop.example/', '{"$current_url":"https://shop.example/b"}');
    await insert(4, '', '{"url":"https://shop.example/a"}');
    const told = async () => {
      const query = 'SELECT person_id, arrived_from FROM events ORDER BY person_id';
      const result = await client.query({ query, format: 'JSONEachRow' });
      return (await result.json<{ arrived_from: string }>()).map((row) => row.arrived_from);
    };
    // Parts stay without the column at first, so that it is told as they are read.
    await client.command({ query: splitStatements(sql)[0]! });
    expect(await told()).toEqual(['google.com', '', '', '']);
    await writeFile(join(folder, later), sql);
    expect(await migrateClickHouse(client, folder)).toEqual([later]);
    expect(await told()).toEqual(['google.com', '', '', '']);
  });

  it('reads each statement also in its form for a replicated cluster', async () => {
    const files = await Promise.all((await names()).map((name) => readFile(join(folder, name), 'utf8')));
    const statements = files.flatMap(splitStatements).map((statement) => forCluster(statement, 'main'));
    for (const statement of statements) {
      const result = await client.query({ query: `EXPLAIN AST ${statement}`, format: 'TabSeparatedRaw' });
      const tree = await result.text();
      expect(tree).toMatch(/^"?(CreateQuery|AlterQuery|InsertQuery)/);
      const replicated =
        /Function Replicated\w*MergeTree \(children 1\)[\s"]+ExpressionList \(children [23]\)/;
      if (statement.startsWith('CREATE TABLE')) expect(tree).toMatch(replicated);
    }
  });
});
