import {
  createClickHouse,
  migrateClickHouse,
  insertEvents,
  activeUsers,
  findStoredMessageIds,
  storedMessageIdHashes,
  messageIdHash,
  countEvents,
  recentEvents,
  type EventRow,
} from '@groundswell/clickhouse';
import { it } from '@jest/globals';
import { mkdtempSync } from 'node:fs';
const say = (...a: unknown[]) =>
  process.stderr.write(a.map((x) => (typeof x === 'string' ? x : JSON.stringify(x))).join(' ') + '\n');
let n = 0;
const row = (over: Partial<EventRow>): EventRow => ({
  project_id: 1,
  local_date: '2025-01-01',
  event: 'x',
  person_id: ++n,
  timestamp: '2025-01-01T10:00:00.000Z',
  received_at: '2025-01-01T10:00:00.000Z',
  event_id: `m${n}`,
  distinct_id: 'd',
  platform: 'web',
  session_id: '',
  country: '',
  device_type: '',
  os: '',
  browser: '',
  app_version: '',
  referrer: '',
  utm_source: '',
  utm_medium: '',
  utm_campaign: '',
  utm_content: '',
  utm_term: '',
  click_ids: {},
  properties: {},
  import_id: '',
  clamped: false,
  log_partition: 0,
  log_offset: String(n),
  ...over,
});
it('probe', async () => {
  const c = createClickHouse({ path: mkdtempSync('/tmp/ownerc/p') });
  await migrateClickHouse(c);
  const deep = (d: number): unknown => (d === 0 ? 1 : { k: deep(d - 1) });
  const deepA = (d: number): unknown => (d === 0 ? 1 : [deepA(d - 1)]);
  const props: Record<string, unknown>[] = [
    { '': 1 },
    { a: { '': 1 } },
    { a: { b: 1 }, 'a.b': 2 },
    { a: 1, 'a.b': 2 },
    { 'a.b': 2, a: 1 },
    { a: [], 'a.b': {} },
    { a: { b: { c: 1 } }, 'a.b': 2 },
    { n: 1e308 },
    { n: -1e308 },
    { n: 1e21 },
    { n: 5e-324 },
    { n: 18446744073709551615 },
    { n: 9223372036854775807 },
    { n: -0 },
    { 'x\u0000y': 1 },
    { x: 'a\u0000b' },
    { x: '\ud800' },
    { '\ud800': 1 },
    { "q'q": 1 },
    { 'b`b': 1 },
    { 'b\\b': 1 },
    { 名字: '值' },
    { '^a': 1 },
    { ':Int64': 1 },
    { 'a[]': 1 },
    { '@x': 1 },
    { 'a b': 1 },
    { '.': 1 },
    { '..': 1 },
    { 'a.': 1 },
    { '.a': 1 },
    { a: null },
    { a: { b: null } },
    { a: [1, 'x', null, { y: 1 }] },
    { a: [[1], ['x'], [{ z: [1, {}] }]] },
    { a: [{ b: 1 }, { b: 'x' }, 3] },
    { a: {} },
    { a: [] },
    deep(20) as never,
    { a: deepA(20) },
    deep(200) as never,
    { a: deepA(200) },
    { d: '2025-01-01T10:00:00Z' },
    { d: '2025-01-01' },
    { d: '2025-01-01 10:00:00.123456' },
    { d: '0000-00-00' },
    { d: '9999-12-31T00:00:00Z' },
    { d: '12345' },
    { d: 'Jan 5 2024' },
    { u: '550e8400-e29b-41d4-a716-446655440000' },
    { ip: '1.2.3.4' },
    { b: true },
    { "'": "'", '"': '"', '\n': '\n', '\t': 1 },
    { __proto__x: 1 },
    { 'a.b.c': 1, a: { b: { c: [1] } } },
    Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`k${i}`, i % 3 ? i : `s${i}`])),
    { long: 'x'.repeat(100_000) },
    { ['k'.repeat(20_000)]: 1 },
    { a: Array.from({ length: 60 }, (_, i) => (i % 2 ? i : { ['p' + i]: i })) },
    { 'a\\.b': 1 },
    { 'a`.`b': 3 },
    { '%2E': 1 },
    { 'a%2Eb': 1 },
    { '1': { '2': 3 } },
    { null: null },
    { SKIP: 1, 'x SKIP': 2 },
  ];
  for (const p of props) {
    n++;
    try {
      await insertEvents(c, [row({ properties: p, project_id: 7 })], `t${n}`);
      const r = await (
        await c.query({
          query: `SELECT toJSONString(properties) AS a FROM events WHERE log_offset = ${n} or event_id='m${n}'`,
          format: 'JSONEachRow',
        })
      ).json<{ a: string }>();
      let back = r[0]?.a ?? 'GONE';
      try {
        JSON.parse(back);
      } catch (e) {
        say('UNPARSEABLE', back.slice(0, 200));
      }
      const put = JSON.stringify(p);
      if (put !== back) say('DIFF', put.slice(0, 150), '=>', back.slice(0, 150));
    } catch (e) {
      say('FAIL', JSON.stringify(p).slice(0, 100), String(e).slice(0, 200));
    }
  }
  const project = { id: 7, timeZone: 'UTC', weekStart: 'monday' as const, activeEvents: {} };
  const ask = async (property: string, operator: string, value?: unknown) => {
    try {
      const a = await activeUsers(
        c,
        project,
        {
          kind: 'activeUsers',
          from: '2025-01-01',
          to: '2025-01-01',
          interval: 'day',
          engine: 'events',
          format: 'json',
          filters: [{ property, operator, value } as never],
        },
        new Date(),
      );
      say('ASK', property, operator, value ?? '', '=', a.rows[0]!.users);
    } catch (e) {
      say('ASKFAIL', property, operator, value ?? '', String(e).slice(0, 160));
    }
  };
  await ask('properties.n', 'isSet');
  for (const k of [
    "q'q",
    'b`b',
    'b\\b',
    '名字',
    '^a',
    ':Int64',
    'a[]',
    '@x',
    'a b',
    'a\\.b',
    'a`.`b',
    '%2E',
    'a%2Eb',
    "'",
    '"',
    '\n',
    '\t',
    '^`a`',
    'a.:Int64',
    'a.b',
    'x\u0000y',
    'null',
    'a.null',
    'a.size0',
    'a.^b',
    'SKIP',
    'k5',
    'k1999',
    'nope',
    'a.b.c',
    '1.2',
  ])
    await ask(`properties.${k}`, 'isSet');
  await ask('properties.d', 'eq', '2025-01-01T10:00:00Z');
  await ask('properties.d', 'eq', '2025-01-01');
  await ask('properties.d', 'eq', '12345');
  await ask('properties.n', 'eq', 1e21);
  await ask('properties.n', 'gt', 1e20);
  await ask('properties.b', 'eq', true);
  await ask('properties.x', 'eq', 'a\u0000b');
  await ask('properties.d', 'regex', '(');
  await ask('properties.d', 'regex', '(?=a)');
  await ask('properties.d', 'regex', '^2025');
  await ask('properties.d', 'gt', Infinity);
  await ask('properties.d', 'in', ["a'b", 'a\\', 'a\tb\n', '2025-01-01']);
  await ask('properties.d', 'eq', "'; DROP TABLE events; --");
  await ask('country', 'isSet');
  await ask('nope', 'isSet');
  await ask('properties.d', 'eq', '\ud800');
  await c.close();
});
