import {
  type ProjectSettings,
  deleteRawBefore,
  insertMerges,
  performanceFacts,
} from '@groundswell/clickhouse';
import {
  ATTRIBUTION_LEVELS,
  type CampaignPerformanceQuery,
  PERFORMANCE_MODELS,
  attributionQuerySchema,
  campaignPerformanceQuerySchema,
} from '@groundswell/contracts';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Move, attributionReference, revenueOf } from './support/attribution-reference.js';
import { ClickHouseWorld } from './support/clickhouse-world.js';
import { dayOf } from './support/query-reference.js';
import { runs } from '../support/runs.js';

let world: ClickHouseWorld;
beforeAll(async () => {
  world = await ClickHouseWorld.create();
});
afterAll(() => world?.close());

const HOUR = 3_600_000;
const START = Date.parse('2026-03-27T00:00:00Z');

async function store(project: ProjectSettings, moves: Move[], merges: Map<number, number>) {
  await world.store(
    project,
    moves.map(({ person, event, at, utmSource = '', utmCampaign = '', utmContent = '', revenue }) => ({
      ...{ person_id: person, event, timestamp: new Date(at).toISOString() },
      ...{ utm_source: utmSource, utm_campaign: utmCampaign, utm_content: utmContent },
      properties: revenue === undefined ? {} : { revenue },
    })),
  );
  const pairs = [...merges].map(([fromPersonId, intoPersonId]) => ({
    projectId: project.id,
    fromPersonId,
    intoPersonId,
  }));
  await insertMerges(world.client, pairs);
}

/** Person by person: the first active event signs up; what comes later is laid on the days after it. */
function reference(
  moves: Move[],
  merges: Map<number, number>,
  project: ProjectSettings,
  query: CampaignPerformanceQuery,
) {
  const sums = new Map<string, number[]>();
  const day = (at: number) => dayOf(at, project.timeZone);
  for (const person of new Set(moves.map((move) => merges.get(move.person) ?? move.person))) {
    const own = moves.filter((move) => (merges.get(move.person) ?? move.person) === person);
    const active = own.filter(({ event }) => event !== '$identify');
    if (active.length === 0) continue;
    const first = Math.min(...active.map(({ at }) => at));
    if (day(first) < query.from || day(first) > query.to) continue;
    const { model, level, lookbackDays, from, to, traffic } = query;
    const asked = attributionQuerySchema.parse({
      ...{ kind: 'attribution', from, to, model, level, lookbackDays, traffic },
      conversion: { event: 'sign-up' },
    });
    const { rows } = attributionReference(
      [...own, { person, at: first, event: 'sign-up' }],
      merges,
      project,
      asked,
    );
    const later = own.map((move) => ({
      move,
      offset: (Date.parse(day(move.at)) - Date.parse(day(first))) / (24 * HOUR),
    }));
    for (const [key, { conversions: share }] of rows) {
      const put = (offset: number, figures: number[]) => {
        const at = JSON.stringify([key, day(first), offset]);
        const known = sums.get(at) ?? [0, 0, 0];
        sums.set(
          at,
          known.map((sum, index) => sum + share * figures[index]!),
        );
      };
      put(-1, [1, 0, 0]);
      for (const offset of new Set(later.map((one) => one.offset))) {
        const there = later.filter((one) => one.offset === offset).map(({ move }) => move);
        const revenue = there.reduce((sum, move) => sum + revenueOf(move), 0);
        if (offset >= 0) put(offset, [1, there.some(({ event }) => event !== '$identify') ? 1 : 0, revenue]);
      }
    }
  }
  return sums;
}

it('shares out sign-ups, and what they did later, as a walk over the events does', async () => {
  const move: fc.Arbitrary<Move> = fc.record({
    person: fc.integer({ min: 1, max: 4 }),
    at: fc.integer({ min: 0, max: 10 * 24 * 2 }).map((half) => START + (half * HOUR) / 2),
    event: fc.constantFrom('$pageview', '$pageview', 'open', 'buy', '$identify'),
    utmSource: fc.constantFrom('', '', 'google'),
    utmCampaign: fc.constantFrom('', '', 'spring', 'summer'),
    utmContent: fc.constantFrom('', 'v1'),
    revenue: fc.option(fc.constantFrom<unknown>(5, -2, 0.5, '1.5', 'inf', 'nan', true), { nil: undefined }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('UTC', 'Europe/Berlin'),
      fc.array(move, { minLength: 1, maxLength: 30 }),
      fc.constantFrom(new Map<number, number>(), new Map([[4, 1]])),
      fc.constantFrom(...PERFORMANCE_MODELS),
      fc.constantFrom(...ATTRIBUTION_LEVELS),
      // Who is new is told by the rollup, or by the events alone.
      fc.constantFrom('auto', 'events'),
      async (timeZone, moves, merges, model, level, engine) => {
        const project = world.project({ timeZone });
        await store(project, moves, merges);
        const range = { from: '2026-03-28', to: '2026-04-02' };
        const query = campaignPerformanceQuerySchema.parse({
          kind: 'campaignPerformance',
          ...range,
          model,
          level,
          engine,
          lookbackDays: 3,
        });
        const { facts } = await performanceFacts(world.client, project, query);
        const expected = reference(moves, merges, project, query);
        const given = new Map(facts.map((fact) => [JSON.stringify([fact.key, fact.day, fact.offset]), fact]));
        const noneLost = [...expected].filter(([, [people]]) => people! > 1e-12).map(([key]) => key);
        expect([...given.keys()].sort()).toEqual(noneLost.sort());
        for (const [key, fact] of given) {
          const [signups, active, revenue] = expected.get(key)!;
          expect(fact.signups).toBeCloseTo(signups!, 9);
          expect(fact.active).toBeCloseTo(active!, 9);
          expect(fact.revenue).toBeCloseTo(revenue!, 9);
        }
      },
    ),
    runs({ quick: 8, deep: 25 }),
  );
}, 120_000);

it('says what told who is new: where raw events are gone the rollup knows who came before', async () => {
  const project = world.project();
  const visit = (person: number, day: string): Move => ({
    ...{ person, event: '$pageview', at: Date.parse(`${day}T12:00:00Z`), utmSource: 'google' },
  });
  await store(project, [visit(1, '2026-01-05'), visit(1, '2026-03-28'), visit(2, '2026-03-29')], new Map());
  const newTo = async (over: object) => {
    const { facts, newBy } = await performanceFacts(
      world.client,
      project,
      campaignPerformanceQuerySchema.parse({
        ...{ kind: 'campaignPerformance', from: '2026-03-28', to: '2026-03-30', lookbackDays: 3 },
        ...{ level: 'source', ...over },
      }),
    );
    const days = facts.filter(({ offset }) => offset === -1).map(({ day }) => day);
    return [newBy, days.sort()];
  };
  const filtered = {
    signup: { event: '$pageview', filters: [{ property: 'utmSource', operator: 'eq', value: 'google' }] },
  };
  const second = ['2026-03-29'];
  expect(await newTo({})).toEqual(['rollup', second]);
  expect(await newTo({ engine: 'events' })).toEqual(['events', second]);
  expect(await newTo(filtered)).toEqual(['events', second]);
  await deleteRawBefore(world.client, project.id, '2026-03-01', async () => {});
  expect(await newTo({})).toEqual(['rollup', second]);
  const both = ['2026-03-28', '2026-03-29'];
  expect(await newTo({ engine: 'events' })).toEqual(['events', both]);
  expect(await newTo(filtered)).toEqual(['events', both]);
});
