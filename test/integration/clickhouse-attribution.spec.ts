import {
  type ProjectSettings,
  attribution,
  attributionPaths,
  compareModels,
  insertMerges,
} from '@groundswell/clickhouse';
import {
  ATTRIBUTION_LEVELS,
  ATTRIBUTION_MODELS,
  CHANNEL_FIELDS,
  type AttributionQuery,
  attributionModelsQuerySchema,
  attributionPathsQuerySchema,
  TRAFFIC,
  attributionQuerySchema,
} from '@groundswell/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Move, attributionReference } from './support/attribution-reference.js';
import { ClickHouseWorld } from './support/clickhouse-world.js';
import { runs } from '../support/runs.js';

let world: ClickHouseWorld;
beforeAll(async () => {
  world = await ClickHouseWorld.create();
});
afterAll(() => world?.close());

const MINUTE = 60_000;
const DAY = 86_400_000;
const NOW = new Date('2026-12-31T00:00:00Z');

async function store(project: ProjectSettings, moves: Move[], merges = new Map<number, number>()) {
  await world.store(
    project,
    moves.map((move) => ({
      person_id: move.person,
      event: move.event,
      timestamp: new Date(move.at).toISOString(),
      session_id: move.sessionId ?? '',
      referrer: move.referrer ?? '',
      utm_source: move.utmSource ?? '',
      utm_medium: move.utmMedium ?? '',
      utm_campaign: move.utmCampaign ?? '',
      utm_content: move.utmContent ?? '',
      utm_term: move.utmTerm ?? '',
      click_ids: { ...move.clickIds },
      traffic: move.traffic ?? 'human',
      properties: {
        ...(move.url === undefined ? {} : { url: move.url }),
        ...(move.revenue === undefined ? {} : { revenue: move.revenue }),
      },
    })),
  );
  await insertMerges(
    world.client,
    [...merges].map(([fromPersonId, intoPersonId]) => ({
      projectId: project.id,
      fromPersonId,
      intoPersonId,
    })),
  );
}

const ask = (project: ProjectSettings, query: Partial<Record<keyof AttributionQuery, unknown>>) =>
  attribution(
    world.client,
    project,
    attributionQuerySchema.parse({
      kind: 'attribution',
      conversion: { event: 'buy', revenueProperty: 'revenue' },
      ...query,
    }),
    NOW,
  );

describe('the engine agrees with the library, event by event', () => {
  const START = Date.parse('2026-03-29T00:00:00Z');
  const LOOKBACKS = [0, 0.5, 1, 7, 30];
  const maybe = <T>(value: fc.Arbitrary<T>, freq = 2) => fc.option(value, { nil: undefined, freq });
  const moment = fc.oneof(
    fc.integer({ min: -40 * 24 * 60, max: 3 * 24 * 60 }).map((minutes) => minutes * MINUTE),
    // Close to each other, on the edges of visits and windows.
    fc
      .tuple(
        fc.constantFrom(...LOOKBACKS, 2, 3),
        fc.constantFrom(0, 29, 30, 31, 60),
        fc.integer({ min: -1, max: 1 }),
      )
      .map(([days, minutes, ms]) => 12 * 60 * MINUTE - days * DAY - minutes * MINUTE + ms),
  );
  const move: fc.Arbitrary<Move> = fc.record({
    person: fc.integer({ min: 1, max: 4 }),
    at: moment.map((at) => START + at),
    event: fc.constantFrom('$pageview', '$pageview', '$screen', '$impression', 'open', 'buy', 'buy'),
    sessionId: maybe(fc.constantFrom('a', 'b'), 1),
    referrer: maybe(
      fc.constantFrom(
        'https://www.google.com/',
        'https://blog.example/x',
        'https://shop.example/',
        'https://t.co/1',
        'https://News.SITE.co.uk./a',
        'https://10.0.0.1/a b',
      ),
      1,
    ),
    url: maybe(
      fc.constantFrom(
        'https://www.shop.example/QR/x?a=b',
        'https://app.shop.example/',
        'https://site.co.uk/',
        'https://10.0.0.1:80/',
      ),
      1,
    ),
    utmSource: maybe(
      fc.constantFrom('google', 'Facebook', 'invite', 'direct', 'bilibili', 'ÉTÉ', 'mail.a.b'),
      1,
    ),
    utmMedium: maybe(fc.constantFrom('cpc', 'Email', 'organic', 'display'), 1),
    utmCampaign: maybe(fc.constantFrom('spring', "o'clock", 'KOL.1'), 1),
    utmContent: maybe(fc.constantFrom('v1', 'v2'), 1),
    utmTerm: maybe(fc.constantFrom('kw'), 1),
    clickIds: maybe(
      fc.constantFrom<Record<string, string>>({ gclid: '1' }, { fbclid: '2' }, { ttclid: '3', gclid: '4' }),
      1,
    ),
    traffic: fc.constantFrom('human' as const, 'human' as const, 'human' as const, ...TRAFFIC),
    revenue: maybe(
      fc.constantFrom<unknown>(5, '12.5', 0.1, 0, -3, 'free', 'inf', '-Infinity', 'nan', true),
      3,
    ),
  });
  const question = fc.record({
    model: fc.constantFrom(...ATTRIBUTION_MODELS),
    level: fc.constantFrom('channel', 'channel', ...ATTRIBUTION_LEVELS),
    lookbackDays: fc.constantFrom(...LOOKBACKS),
    halfLifeDays: fc.constantFrom(1, 7),
    repeats: fc.constantFrom('keep', 'collapse'),
    viewThrough: maybe(
      fc.constantFrom(0.5, 1, 7).map((days) => ({ days })),
      1,
    ),
    traffic: fc.constantFrom('human', 'all'),
  });

  const condition = fc.oneof(
    fc.record({
      field: fc.constantFrom(...CHANNEL_FIELDS.filter((field) => field !== 'clickId')),
      operator: fc.constantFrom('is' as const, 'isNot' as const, 'isNamed' as const),
      values: fc.array(
        fc.constantFrom(
          ...['google', 'GOOGLE', 'g*', '*.*', 'été', 'a', 'a.b', '*', 'cpc', 'site', 'co.uk', '/qr/*', '/'],
          ...['shop.example', 'kol.?', 'kol.1', "o'*", '10.0.0.1', 'blog', '(', '\\d'],
        ),
        { minLength: 1, maxLength: 3 },
      ),
    }),
    fc.record({
      field: fc.constantFrom(...CHANNEL_FIELDS),
      operator: fc.constantFrom('isSet' as const, 'isNotSet' as const),
      values: fc.constant<string[]>([]),
    }),
    fc.record({
      field: fc.constant('clickId' as const),
      operator: fc.constantFrom('is' as const, 'isNot' as const),
      values: fc.subarray(['gclid', 'fbclid', 'ttclid'], { minLength: 1 }),
    }),
  );
  const rules = fc.array(
    fc.record({
      channel: fc.constantFrom('a', 'b', 'referral'),
      conditions: fc.array(condition, { minLength: 1, maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 5 },
  );

  it('on random journeys', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York'),
        fc.array(move, { minLength: 1, maxLength: 40 }),
        fc.array(fc.tuple(fc.constantFrom(3, 4), fc.constantFrom(1, 2)), { maxLength: 2 }),
        fc.array(question, { minLength: 4, maxLength: 4 }),
        maybe(rules, 1),
        async (timeZone, moves, pairs, questions, channelRules) => {
          const project = { ...world.project({ timeZone }), channelRules };
          const merges = new Map(pairs);
          await store(project, moves, merges);
          for (const one of questions) {
            const query = { ...one, from: '2026-03-28', to: '2026-03-30' };
            const parsed = attributionQuerySchema.parse({
              kind: 'attribution',
              conversion: { event: 'buy', revenueProperty: 'revenue' },
              ...query,
            });
            const expected = attributionReference(moves, merges, project, parsed);
            const { rows, totals } = await ask(project, query);
            expectSame(rows, expected.rows);
            expect(totals.conversions).toBe(expected.conversions);
            expect(totals.revenue).toBeCloseTo(expected.revenue, 9);
            // All models at once take as long as eight questions.
            if (one === questions[0]) await expectSideBySide(project, moves, merges, parsed);
          }
        },
      ),
      runs({ quick: 6, deep: 30 }),
    );
  }, 300_000);
});

/** All models at once say what each says alone; paths are those that they share out over. */
async function expectSideBySide(
  project: ProjectSettings,
  moves: Move[],
  merges: Map<number, number>,
  query: AttributionQuery,
): Promise<void> {
  const { model: _, halfLifeDays, ...rest } = query;
  const asked = { ...rest, halfLifeDays, kind: 'attributionModels' };
  const { models, omitted } = await compareModels(
    world.client,
    project,
    attributionModelsQuerySchema.parse(asked),
  );
  expect([models.map(({ model }) => model), omitted]).toEqual([ATTRIBUTION_MODELS, []]);
  for (const { model, rows, totals } of models) {
    const expected = attributionReference(moves, merges, project, { ...query, model });
    expectSame(rows, expected.rows);
    const credited = rows.reduce((sum, { conversions }) => sum + conversions, 0);
    expect(credited).toBeCloseTo(totals.conversions, 9);
    expect(totals.conversions).toBe(expected.conversions);
  }
  const found = await attributionPaths(
    world.client,
    project,
    attributionPathsQuerySchema.parse({ ...rest, kind: 'attributionPaths', limit: 1_000 }),
    NOW,
  );
  const expected = attributionReference(moves, merges, project, query).paths;
  const collapsed = (keys: string[]) =>
    query.repeats === 'keep' ? keys : keys.filter((key, at) => key !== keys[at + 1]);
  const sums = new Map<string, number[]>();
  for (const { touches, conversions, nulls } of expected) {
    const path = JSON.stringify(collapsed(touches.map(({ key }) => key)));
    const [some = 0, none = 0] = sums.get(path) ?? [];
    sums.set(path, [some + conversions, none + nulls]);
  }
  const shown = found.rows.map(({ keys, conversions, nulls }): [string, number[]] => [
    JSON.stringify(keys),
    [conversions, nulls],
  ]);
  expect(new Map(shown)).toEqual(sums);
  const all = (some: { conversions: number }[]) =>
    some.reduce((sum, { conversions }) => sum + conversions, 0);
  expect(all(found.lengths)).toBe(found.totals.conversions);
  expect(all(found.times) + found.lengths[0]!.conversions).toBe(found.totals.conversions);
}

type Amounts = { conversions: number; revenue: number };

function expectSame(rows: (Amounts & { key: string })[], expected: Map<string, Amounts>): void {
  const some = [...expected].filter(([, { conversions }]) => conversions > 0).map(([key]) => key);
  const shown = rows.filter(({ conversions }) => conversions > 0).map(({ key }) => key);
  expect(shown.sort()).toEqual(some.sort());
  for (const { key, conversions, revenue } of rows) {
    expect(conversions).toBeCloseTo(expected.get(key)?.conversions ?? 0, 9);
    expect(revenue).toBeCloseTo(expected.get(key)?.revenue ?? 0, 9);
  }
}

describe('sharp cases', () => {
  const AT = Date.parse('2026-03-29T12:00:00Z');
  const visit = (utmSource: string, at: number, over: Partial<Move> = {}): Move => ({
    ...{ person: 1, event: '$pageview', at, utmSource },
    ...over,
  });
  const buy = (over: Partial<Move> = {}): Move => ({ person: 1, event: 'buy', at: AT, ...over });
  async function share(moves: Move[], query: object = {}, merges?: Map<number, number>) {
    const project = world.project();
    await store(project, moves, merges);
    const { rows, totals } = await ask(project, {
      ...{ from: '2026-03-29', to: '2026-03-29', level: 'source', model: 'linear' },
      ...query,
    });
    const shares = Object.fromEntries(rows.map(({ key, conversions }) => [key, conversions]));
    return { shares, rows, totals };
  }

  it('the window has both its ends', async () => {
    const moves = [
      visit('too-early', AT - 30 * DAY - 1),
      visit('begin', AT - 30 * DAY),
      visit('end', AT),
      visit('too-late', AT + 1),
      buy(),
    ];
    expect((await share(moves)).shares).toEqual({ begin: 0.5, end: 0.5, '(unattributed)': 0 });
    const short = await share(
      moves.map((move) => ({ ...move, at: move.at === AT - 30 * DAY ? AT - DAY : move.at })),
      {
        lookbackDays: 1,
      },
    );
    expect(short.shares).toEqual({ begin: 0.5, end: 0.5, '(unattributed)': 0 });
  });

  it('of touches of one instant the one that was taken in first is first', async () => {
    const moves = [visit('b', AT - DAY), visit('a', AT - DAY), buy()];
    expect((await share(moves, { model: 'first' })).shares).toEqual({ b: 1, '(unattributed)': 0 });
    expect((await share(moves, { model: 'last' })).shares).toEqual({ a: 1, '(unattributed)': 0 });
  });

  it('an advertisement that was only seen counts by its own window, where no click is in it', async () => {
    const project = world.project();
    const at = Date.parse('2026-03-10T12:00:00Z');
    const shown = { utmSource: 'google', utmMedium: 'cpm', utmCampaign: 'seen' };
    await store(project, [
      { person: 1, event: '$impression', at: at - DAY, ...shown },
      { person: 1, event: 'buy', at },
      { person: 2, event: '$impression', at: at - DAY - 1, ...shown },
      { person: 2, event: 'buy', at },
      { person: 3, event: '$impression', at: at - MINUTE, ...shown },
      { person: 3, event: '$pageview', at: at - DAY, utmSource: 'x', utmCampaign: 'clicked' },
      { person: 3, event: 'buy', at },
      { person: 4, event: '$impression', at: at - MINUTE, ...shown },
      { person: 4, event: '$pageview', at: at - DAY - 1, utmSource: 'x', utmCampaign: 'clicked' },
      { person: 4, event: '$pageview', at: at - 2 * MINUTE },
      { person: 4, event: 'buy', at },
    ]);
    const range = { from: '2026-03-10', to: '2026-03-10', level: 'campaign', lookbackDays: 30 };
    const shares = async (query: object) => {
      const { rows } = await ask(project, { ...range, ...query });
      return Object.fromEntries(rows.map(({ key, conversions }) => [key, conversions]));
    };
    expect(await shares({ viewThrough: { days: 1 } })).toEqual({ seen: 2, clicked: 1, '(unattributed)': 1 });
    expect(await shares({})).toEqual({ clicked: 1, '(direct)': 1, '(unattributed)': 2 });
  });

  it('a purchase is no visit, and a visit without a source is direct', async () => {
    const moves = [visit('ad', AT - 3 * DAY), visit('', AT - DAY), buy()];
    expect((await share(moves)).shares).toEqual({ ad: 0.5, '(direct)': 0.5, '(unattributed)': 0 });
    expect((await share(moves, { model: 'lastNonDirect' })).shares).toEqual({ ad: 1, '(unattributed)': 0 });
    expect((await share([buy()])).shares).toEqual({ '(unattributed)': 1 });
  });

  it('a source may be called as what nothing brought, and others as what is direct', async () => {
    const moves = [visit('(unattributed)', AT - DAY), buy(), buy({ person: 2 })];
    expect((await share(moves)).shares).toEqual({ '(unattributed)': 2 });
    const campaign = [visit('a', AT - 2 * DAY, { utmCampaign: '(direct)' }), visit('', AT - DAY), buy()];
    expect((await share(campaign, { level: 'campaign' })).shares).toEqual({
      '(direct)': 1,
      '(unattributed)': 0,
    });
  });

  it('repeats are kept or collapsed', async () => {
    const moves = [visit('a', AT - 5 * DAY), visit('a', AT - 4 * DAY), visit('b', AT - DAY), buy()];
    expect((await share(moves)).shares.b).toBeCloseTo(1 / 3, 12);
    expect((await share(moves, { repeats: 'collapse' })).shares.b).toBe(0.5);
  });

  it('events of one visit are one touch; a new campaign within it is another', async () => {
    const moves = [
      ...[0, 10, 20].map((minutes) => visit('a', AT - DAY + minutes * MINUTE)),
      visit('b', AT - DAY + 25 * MINUTE),
      visit('', AT - DAY + 26 * MINUTE, { referrer: 'https://www.google.com/' }),
      buy(),
    ];
    expect((await share(moves)).shares).toEqual({ a: 0.5, b: 0.5, '(unattributed)': 0 });
  });

  it('touches of whoever turned out to be the same person count', async () => {
    const moves = [
      visit('ad', AT - DAY, { person: 7 }),
      buy({ revenue: 10 }),
      buy({ person: 2, revenue: 5 }),
    ];
    const { rows, totals } = await share(moves, {}, new Map([[7, 1]]));
    expect(rows).toMatchObject([
      { key: 'ad', conversions: 1, revenue: 10, spend: null, cac: null, roas: null },
      { key: '(unattributed)', conversions: 1, revenue: 5 },
    ]);
    expect(totals).toMatchObject({ conversions: 2, revenue: 15 });
  });

  it('one project knows nothing of another', async () => {
    const [mine, other] = [world.project(), world.project()];
    await store(other, [visit('theirs', AT - DAY), buy()]);
    await store(mine, [buy()]);
    const { rows } = await ask(mine, { from: '2026-03-29', to: '2026-03-29', level: 'source' });
    expect(rows.map(({ key }) => key)).toEqual(['(unattributed)']);
  });

  it('markov: those who came and did not convert count against what brought them', async () => {
    const moves = [
      visit('google', AT - DAY),
      visit('google', AT - DAY, { person: 2 }),
      visit('google', AT - DAY, { person: 3 }),
      visit('google', AT - 2 * DAY, { person: 4 }),
      visit('mailing', AT - DAY, { person: 4 }),
      visit('mailing', AT - DAY, { person: 5 }),
      ...[1, 2, 4, 5].map((person) => buy({ person })),
    ];
    const { shares } = await share(moves, { model: 'markov', from: '2026-03-28' });
    expect(shares.google).toBeCloseTo(2.4, 9);
    expect(shares.mailing).toBeCloseTo(1.6, 9);
  });

  it('refuses what cannot be answered, and says why', async () => {
    const many = Array.from({ length: 501 }, (_, index) => visit(`s${index}`, AT - index * MINUTE));
    await expect(share([...many, buy()], { model: 'markov' })).rejects.toThrow('500 keys');
    await expect(share([buy()], { engine: 'rollup' })).rejects.toThrow('rollup cannot answer');
  });
});
