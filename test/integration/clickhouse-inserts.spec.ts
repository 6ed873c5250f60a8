import {
  countEvents,
  findRefusedRows,
  findStoredMessageIds,
  insertEvents,
  messageIdHash,
  recentEvents,
  RowsRefused,
  storedMessageIdHashes,
} from '@groundswell/clickhouse';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ClickHouseWorld } from './support/clickhouse-world.js';
import { runs } from '../support/runs.js';

let world: ClickHouseWorld;
beforeAll(async () => {
  world = await ClickHouseWorld.create();
});
afterAll(() => world?.close());

describe('a row that can never be stored', () => {
  it('is found among the others, of which none is stored before', async () => {
    const project = world.project();
    const rows = Array.from({ length: 50 }, (_, index) => world.row(project, { person_id: index + 1 }));
    rows[17] = { ...rows[17]!, timestamp: 'no time at all' };
    rows[44] = { ...rows[44]!, person_id: 'nobody' as unknown as number };
    await expect(insertEvents(world.client, rows, `refused-${project.id}`)).rejects.toThrow(RowsRefused);
    expect(await countEvents(world.client, project.id)).toBe(0);
    const refused = await findRefusedRows(world.client, rows);
    expect([...refused.keys()]).toEqual([17, 44]);
    expect(refused.get(17)).toMatch(/time/i);
    const good = rows.filter((_, index) => !refused.has(index));
    await insertEvents(world.client, good, `refused-${project.id}`);
    expect(await countEvents(world.client, project.id)).toBe(48);
    expect((await findRefusedRows(world.client, good)).size).toBe(0);
  });
});

describe('columns of an insert', () => {
  const OPTIONAL = {
    session_id: 's-1',
    country: 'NO',
    device_type: 'mobile',
    os: 'iOS',
    browser: 'Safari',
    app_version: '1.2',
    referrer: 'https://a.example/',
    utm_source: 'a',
    utm_medium: 'b',
    utm_campaign: 'c',
    utm_content: 'd',
    utm_term: 'e',
    click_ids: { gclid: 'g' },
    import_id: 'import',
    traffic: 'bot' as const,
    clamped: true,
  };
  type Optional = keyof typeof OPTIONAL;
  const names = Object.keys(OPTIONAL) as Optional[];

  it('hold what each row says, whichever of them any row uses', async () => {
    const used = fc.array(fc.uniqueArray(fc.constantFrom(...names)), { minLength: 1, maxLength: 4 });
    let tokens = 0;
    const check = async (usedByRow: Optional[][]) => {
      const project = world.project();
      const rows = usedByRow.map((columns, place) => {
        const said = Object.fromEntries(columns.map((column) => [column, OPTIONAL[column]]));
        return world.row(project, { ...said, person_id: place + 1 });
      });
      await insertEvents(world.client, rows, `columns-${tokens++}`);
      const stored = await world.select(
        `SELECT ${names.join()} FROM events WHERE project_id = ${project.id} ORDER BY person_id`,
      );
      expect(stored).toEqual(rows.map((row) => Object.fromEntries(names.map((name) => [name, row[name]]))));
    };
    await check([[], names]);
    await fc.assert(fc.asyncProperty(used, check), { numRuns: 8 });
  });
});

describe('the same rows under the same token', () => {
  it.each([
    ['of one month', ['2025-01-01', '2025-01-31']],
    ['of many months', ['2023-05-01', '2023-12-31', '2024-02-29', '2025-01-01', '2025-06-15']],
  ])('%s are stored once, in the rollups too', async (_, days) => {
    const project = world.project();
    const rows = Array.from({ length: 100 }, (_, index) =>
      world.row(project, {
        person_id: index + 1,
        timestamp: `${days[index % days.length]}T10:00:00.000Z`,
      }),
    );
    const token = `topic:0:${project.id}-1@2`;
    await insertEvents(world.client, rows, token);
    await Promise.all([insertEvents(world.client, rows, token), insertEvents(world.client, rows, token)]);
    const where = `WHERE project_id = ${project.id}`;
    expect(await countEvents(world.client, project.id)).toBe(100);
    expect(await world.select(`SELECT toUInt32(count()) AS n FROM recent_events ${where}`)).toEqual([
      { n: 100 },
    ]);
    const ids = rows.map(({ event_id }) => `'${project.id}:${event_id}'`).join();
    expect(
      await world.select(
        `SELECT toUInt32(count()) AS n FROM message_ids WHERE id IN (SELECT reinterpretAsUInt128(MD5(arrayJoin([${ids}]))))`,
      ),
    ).toEqual([{ n: 100 }]);
    expect(
      await world.select(
        `SELECT toString(local_date) AS day, groupBitmapMerge(people) AS people FROM activity ${where} GROUP BY day ORDER BY day`,
      ),
    ).toEqual(days.map((day) => ({ day, people: 100 / days.length })));
  });

  it('are stored again under another token', async () => {
    const project = world.project();
    const rows = [world.row(project)];
    await insertEvents(world.client, rows, `a-${project.id}`);
    await insertEvents(world.client, rows, `b-${project.id}`);
    expect(await countEvents(world.client, project.id)).toBe(2);
  });

  it('no rows are no insert', async () => {
    await insertEvents(world.client, [], 'nothing');
  });
});

describe('stored message ids', () => {
  it('are those before a place in their partition, and all of others', async () => {
    const project = world.project();
    const other = world.project();
    const big = 2n ** 53n + 1n;
    const place = (event_id: string, log_partition: number, offset: bigint) => ({
      event_id,
      log_partition,
      log_offset: String(offset),
    });
    const odd = "o'dd \\ \n 名";
    await world.store(project, [
      place('a', 0, 9n),
      place('b', 0, 10n),
      place('c', 1, 99n),
      place(odd, 0, big),
    ]);
    await world.store(other, [place('d', 0, 1n)]);
    const find = (partition: number, offset: bigint) =>
      findStoredMessageIds(world.client, project.id, ['a', 'b', 'c', 'd', odd, 'never'], {
        partition,
        offset,
      });
    expect(await find(0, 10n)).toEqual(new Set(['a', 'c']));
    expect(await find(0, big)).toEqual(new Set(['a', 'b', 'c']));
    expect(await find(0, big + 1n)).toEqual(new Set(['a', 'b', 'c', odd]));
    expect(await find(1, 0n)).toEqual(new Set(['a', 'b', odd]));
  });

  it('are found among thousands asked for', async () => {
    const project = world.project();
    await world.store(project, [{ event_id: 'wanted' }]);
    const ids = Array.from({ length: 5_000 }, (_, index) => `none ${index}`).concat('wanted');
    const before = { partition: 9, offset: 0n };
    expect(await findStoredMessageIds(world.client, project.id, ids, before)).toEqual(new Set(['wanted']));
  });

  it('are handed out, all of them, as the hashes that are made of ids', async () => {
    const project = world.project();
    const ids = Array.from({ length: 200 }, (_, index) => `id ${index} 名`);
    const old = '2020-02-29T00:00:00.000Z';
    await world.store(project, [
      ...ids.map((event_id) => ({ event_id })),
      { event_id: 'old', received_at: old },
    ]);
    const hashes = new Set<string>();
    for await (const pairs of storedMessageIdHashes(world.client)) {
      for (let at = 0; at < pairs.length; at += 2) hashes.add(`${pairs[at]},${pairs[at + 1]}`);
    }
    const has = (id: string) => hashes.has(messageIdHash(project.id, id).join());
    expect(ids.filter(has)).toEqual(ids);
    expect(has('old')).toBe(true);
    expect(hashes.has(messageIdHash(project.id + 1, 'id 0 名').join())).toBe(false);
  });
});

describe('what a sender writes', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.constantFrom(
      '',
      '.',
      'a',
      'a.b',
      '..',
      '\ud800',
      'x\udc00y',
      '\0',
      '__proto__',
      "'",
      '`',
      '\\',
      '2025-01-01',
      '^a',
      'a[]',
    ),
  );
  const number = fc.oneof(
    fc.double(),
    fc.maxSafeInteger(),
    fc.constantFrom(2 ** 63, 2 ** 64, 1.8446744073709552e19, 1e20, -1e20, 1e308, 5e-324, -0, 1e21),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', maxDepth: 6 },
      text,
      number,
      fc.constantFrom(true, false, null),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(text, tie('tree'), { maxKeys: 4 }),
    ),
  }));
  const properties = fc.dictionary(text, tree, { maxKeys: 5 }) as fc.Arbitrary<Record<string, unknown>>;
  const hostile = fc.record({
    properties,
    event: text,
    distinct_id: text,
    click_ids: fc.dictionary(text, text),
  });

  it('never makes an insert fail', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostile, { minLength: 1, maxLength: 12 }), async (rows) => {
        const project = world.project();
        await world.store(project, rows);
        expect(await countEvents(world.client, project.id)).toBe(rows.length);
        expect(await recentEvents(world.client, project.id, { limit: 100 })).toHaveLength(rows.length);
      }),
      runs({ quick: 10, deep: 40 }),
    );
  });

  it.each<[string, Record<string, unknown>]>([
    ['20 levels of objects', nest(20, (inner) => ({ k: inner })) as Record<string, unknown>],
    ['20 levels of lists', { a: nest(20, (inner) => [inner]) }],
    [
      '3,000 keys',
      Object.fromEntries(Array.from({ length: 3_000 }, (_, at) => [`k${at}`, at % 2 ? at : `${at}`])),
    ],
    ['a long text', { a: 'x'.repeat(30_000) }],
    ['a long key', { ['k'.repeat(30_000)]: 1 }],
    ['lists of anything', { a: [1, 'x', null, { y: [1, {}] }, [['z']]] }],
    [
      'texts that look like times',
      { a: '2025-01-01T10:00:00Z', b: 'Jan 5 2024', c: '0000-00-00', d: '12345' },
    ],
  ])('%s come back as they were', async (_, sent) => {
    const project = world.project();
    await world.store(project, [{ properties: sent }]);
    const [event] = await recentEvents(world.client, project.id, { limit: 1 });
    expect(event?.properties).toEqual(sent);
  });

  it.each([
    [{ n: 2 ** 64 }, { n: 2 ** 64 }],
    [{ 'x\ud800': 'y\udfff' }, { 'x\ufffd': 'y\ufffd' }],
    [{ a: { b: 1 }, 'a.b': 2 }, { a: { b: 1 } }],
  ])('%j is stored as %j, with the rest of its batch', async (sent, stored) => {
    const project = world.project();
    await world.store(project, [
      { properties: { ok: 1 }, event_id: 'z' },
      { properties: sent, event_id: 'a' },
    ]);
    const events = await recentEvents(world.client, project.id, { limit: 5 });
    expect(events.map((event) => event.properties)).toEqual([stored, { ok: 1 }]);
  });
});

function nest(depth: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = wrap(value);
  return value;
}
