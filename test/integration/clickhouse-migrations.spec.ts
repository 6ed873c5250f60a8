import { type ClickHouseClient, createClickHouse, migrateClickHouse } from '@groundswell/clickhouse';
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
    await rm(join(folder, later));
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
});
