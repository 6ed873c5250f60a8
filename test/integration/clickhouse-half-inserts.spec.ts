import { insertEvents } from '@groundswell/clickhouse';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ClickHouseWorld } from './support/clickhouse-world.js';

let world: ClickHouseWorld;
beforeAll(async () => {
  world = await ClickHouseWorld.create();
});
afterAll(() => world?.close());

const state = async () =>
  (
    await world.select(`
      SELECT (SELECT count() FROM events) AS events, (SELECT count() FROM message_ids) AS ids,
             (SELECT count() FROM recent_events) AS recent,
             (SELECT groupBitmapMerge(people) FROM activity) AS people,
             (SELECT groupBitmapMerge(people) FROM active_people) AS active`)
  )[0];

const WHOLE = { events: 300, ids: 300, recent: 300, people: 300, active: 300 };

// A process that dies between the two leaves just this: the events are in, what follows from them is not, or not all of it.
it('an insert that got as far as the events fills what follows from them when it is done again', async () => {
  const project = world.project();
  const days = ['2025-01-10', '2025-02-10', '2025-03-10'];
  const rows = Array.from({ length: 300 }, (_, n) =>
    world.row(project, { person_id: n + 1, timestamp: `${days[n % 3]}T10:00:00.000Z` }),
  );
  await world.client.command({
    query: `CREATE MATERIALIZED VIEW a_view_that_fails TO message_ids AS
            SELECT toUInt128(throwIf(person_id = 300, 'no further')) AS id, today() AS received_date, log_partition, log_offset
            FROM events`,
  });
  await expect(insertEvents(world.client, rows, 'once')).rejects.toThrow(/no further/);
  const half = await state();
  expect(half).toMatchObject({ events: 300 });
  expect(half).not.toEqual(WHOLE);

  await world.client.command({ query: 'DROP TABLE a_view_that_fails' });
  for (let attempt = 0; attempt < 2; attempt++) {
    await insertEvents(world.client, rows, 'once');
    expect(await state()).toEqual(WHOLE);
  }
});
