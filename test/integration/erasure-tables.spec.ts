import {
  PEOPLE_TABLES,
  TABLES_WITHOUT_PEOPLE as CLICKHOUSE_WITHOUT,
  activeUsers,
  erasePeople,
  retention,
} from '@groundswell/clickhouse';
import { activeUsersQuerySchema, retentionQuerySchema } from '@groundswell/contracts';
import { TABLES_WITH_PEOPLE, TABLES_WITHOUT_PEOPLE } from '@groundswell/postgres';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ClickHouseWorld } from './support/clickhouse-world.js';
import { type TestDatabase, createTestDatabase } from './support/postgres-database.js';
import {
  type Log,
  type LogEvent,
  activeUsersReference,
  retentionReference,
} from './support/query-reference.js';
import { runs } from '../support/runs.js';

const DAY = 86_400_000;
const START = Date.parse('2025-01-06T00:00:00Z');

describe('an erasure', () => {
  let world: ClickHouseWorld;
  let database: TestDatabase;
  beforeAll(async () => {
    world = await ClickHouseWorld.create();
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await world?.close();
    await database?.drop();
  });

  it('knows every table of ClickHouse, so that a new rollup cannot be forgotten', async () => {
    const tables = await world.select<{ name: string }>(
      `SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree' ORDER BY name`,
    );
    const known = [...PEOPLE_TABLES.map(({ table }) => table), ...Object.keys(CLICKHOUSE_WITHOUT)];
    expect(tables.map(({ name }) => name)).toEqual(known.sort());
  });

  it('knows every column of people in them', async () => {
    const columns = await world.select<{ place: string }>(
      `SELECT table || '.' || name AS place FROM system.columns
       WHERE database = currentDatabase() AND table NOT IN (SELECT name FROM system.tables WHERE engine = 'MaterializedView')
         AND (type LIKE '%groupBitmap%' OR name LIKE '%person%') ORDER BY place`,
    );
    const known = PEOPLE_TABLES.flatMap((entry) =>
      ('rows' in entry ? entry.rows : entry.bitmaps).map((column) => `${entry.table}.${column}`),
    );
    expect(columns.map(({ place }) => place)).toEqual(known.sort());
  });

  it('knows every table of PostgreSQL', async () => {
    const tables = await database.dataSource.query<{ name: string }[]>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`,
    );
    const known = [...Object.keys(TABLES_WITH_PEOPLE), ...Object.keys(TABLES_WITHOUT_PEOPLE)];
    expect(tables.map(({ name }) => name)).toEqual(known.sort());
  });

  const logOf: fc.Arbitrary<Log> = fc.record({
    events: fc.array(
      fc.record<LogEvent>({
        person: fc.integer({ min: 1, max: 6 }),
        at: fc.integer({ min: 0, max: 20 * 24 }).map((hour) => START + hour * 3_600_000),
        event: fc.constantFrom('open', 'buy', '$pageview', '$identify'),
        platform: fc.constantFrom('web', 'ios', 'server'),
      }),
      { minLength: 1, maxLength: 40 },
    ),
    merges: fc
      .array(fc.tuple(fc.constantFrom(4, 5, 6), fc.constantFrom(1, 2, 3)), { maxLength: 3 })
      .map((pairs) => new Map(pairs)),
  });

  /** A person is erased with all who were merged into them. */
  function withEverybodyOf({ merges }: Log, roots: number[]): number[] {
    return [...roots, ...[...merges].filter(([, into]) => roots.includes(into)).map(([from]) => from)];
  }

  it('leaves every report as it would have been without the person, by both engines', async () => {
    await fc.assert(
      fc.asyncProperty(logOf, fc.subarray([1, 2, 3], { minLength: 1 }), async (log, roots) => {
        const project = world.project();
        const half = Math.ceil(log.events.length / 2);
        // Two inserts make parts that are not merged yet.
        await world.storeLog(project, { ...log, events: log.events.slice(0, half) });
        if (half < log.events.length)
          await world.storeLog(project, { merges: new Map(), events: log.events.slice(half) });
        const erased = withEverybodyOf(log, roots);
        await erasePeople(world.client, project.id, erased);
        const left: Log = {
          events: log.events.filter(({ person }) => !erased.includes(person)),
          merges: new Map([...log.merges].filter(([from]) => !erased.includes(from))),
        };
        const now = new Date(START + 40 * DAY);
        const range = { from: '2025-01-06', to: '2025-01-27' };
        for (const engine of ['rollup', 'events']) {
          for (const breakdown of [undefined, 'platform']) {
            const asked = activeUsersQuerySchema.parse({
              kind: 'activeUsers',
              ...range,
              interval: 'week',
              engine,
              breakdown,
            });
            const { rows } = await activeUsers(world.client, project, asked, now);
            expect(rows).toEqual(activeUsersReference(left, project, asked, now));
          }
          const asked = retentionQuerySchema.parse({
            kind: 'retention',
            ...range,
            period: 'week',
            periods: 3,
            engine,
            cohort: { kind: 'firstTime' },
            mode: 'on',
          });
          const { cohorts } = await retention(world.client, project, asked, now);
          expect(cohorts).toEqual(retentionReference(left, project, asked, now).cohorts);
        }
        const [row] = await world.select<{ days: number }>(
          `SELECT toUInt32(uniqExact(local_date)) AS days FROM activity WHERE project_id = ${project.id}`,
        );
        expect(row!.days).toBe(new Set(left.events.map(({ at }) => Math.floor(at / DAY))).size);
      }),
      runs({ quick: 4, deep: 15 }),
    );
  }, 240_000);
});
