import { addDays } from '@groundswell/clickhouse';
import type { NamingLevel } from '@groundswell/contracts';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NamingTree, type TreeNode } from '../naming-tree.js';
import { NO_AMOUNT } from './amount.js';
import { figuresOf, roasComplete } from './cohort-figures.js';
import { type SpendFigure, piecesOf } from './spend-pieces.js';

const FIRST = '2026-03-27';
const DAYS = [0, 1, 7, 30];

/** Somebody who signed up: on which day, of whom the row has this share, and what they did and paid so many days later. */
const person = fc.record({
  day: fc.integer({ min: 0, max: 20 }).map((days) => addDays(FIRST, days)),
  share: fc.constantFrom(1, 0.5, 0.25),
  later: fc.uniqueArray(
    fc.record({
      offset: fc.constantFrom(...DAYS, 2, 8, 45),
      active: fc.boolean(),
      revenue: fc.constantFrom(0, 4, 10, -2),
    }),
    { selector: ({ offset }) => offset, maxLength: 5 },
  ),
});
type Person = typeof person extends fc.Arbitrary<infer One> ? One : never;

const factsOf = (people: readonly Person[]) =>
  people.flatMap(({ day, share, later }) => [
    { key: 'k', day, offset: -1, signups: share, active: 0, revenue: 0 },
    ...later.map(({ offset, active, revenue }) => ({
      ...{ key: 'k', day, offset, signups: share },
      ...{ active: active ? share : 0, revenue: share * revenue },
    })),
  ]);

it('money and people of a row are what a walk over its people and its spend gives', () => {
  fc.assert(
    fc.property(
      fc.array(person, { maxLength: 12 }),
      fc.record({
        spend: fc.constantFrom(0, 1, 12.5, 80),
        impressions: fc.constantFrom(0, 4000),
        clicks: fc.constantFrom(0, 25),
      }),
      fc.option(
        fc.integer({ min: -1, max: 60 }).map((days) => addDays(FIRST, days)),
        { freq: 9 },
      ),
      (people, bought, observed) => {
        const asked = { retentionDays: [1, 7, 30], ltvDays: 8 };
        const made = figuresOf({ ...NO_AMOUNT, ...bought }, factsOf(people), observed, asked);
        const sum = (some: readonly Person[], of: (one: Person) => number) =>
          some.reduce((all, one) => all + one.share * of(one), 0);
        const seen = (days: number) =>
          people.filter(
            ({ day }) => observed !== null && Date.parse(addDays(day, days)) <= Date.parse(observed),
          );
        const paid = (last: number) => (one: Person) =>
          one.later.reduce((all, { offset, revenue }) => all + (offset <= last ? revenue : 0), 0);
        const cameBack = (days: number) => (one: Person) =>
          one.later.some(({ offset, active }) => offset === days && active) ? 1 : 0;
        const ratio = (part: number, whole: number) => (whole > 0 ? part / whole : null);
        const signups = sum(people, () => 1);
        const { spend } = bought;
        const close = (value: number | null, expected: number | null) =>
          expected === null ? expect(value).toBeNull() : expect(value).toBeCloseTo(expected, 9);
        close(made.signups, signups);
        close(made.cac, spend > 0 ? ratio(spend, signups) : null);
        close(made.ctr, ratio(bought.clicks, bought.impressions));
        close(made.cpm, spend > 0 ? ratio(spend * 1000, bought.impressions) : null);
        close(made.cpc, spend > 0 ? ratio(spend, bought.clicks) : null);
        for (const day of [0, 7, 30]) close(made.roas[day]!, ratio(sum(people, paid(day)), spend));
        for (const day of asked.retentionDays)
          close(
            made.retention[day]!,
            ratio(
              sum(seen(day), cameBack(day)),
              sum(seen(day), () => 1),
            ),
          );
        close(
          made.ltv,
          ratio(
            sum(seen(8), paid(8)),
            sum(seen(8), () => 1),
          ),
        );
        const back = [0, 1, 2, 7, 8, 30, 45].find((day) => sum(people, paid(day)) >= spend - 1e-9);
        const last = Math.max(-1, ...people.flatMap(({ later }) => later.map(({ offset }) => offset)));
        const isBack = spend > 0 && back !== undefined && last >= 0;
        close(made.paybackDays, isBack ? back : null);
      },
    ),
    {
      examples: [
        [
          [{ day: FIRST, share: 1, later: [{ offset: 7, active: true, revenue: 10 }] }],
          { spend: 1, impressions: 4000, clicks: 25 },
          addDays(FIRST, 7),
        ],
      ],
    },
  );
});

it('is paid back on the day on which shares add up to what was spent, whatever the last digits say', () => {
  const later = Array.from({ length: 10 }, (_, offset) => ({
    ...{ key: 'k', day: FIRST, offset, signups: 1, active: 0, revenue: 0.1 },
  }));
  const amount = { ...NO_AMOUNT, spend: 1 };
  const asked = { retentionDays: [1], ltvDays: 8 };
  expect(figuresOf(amount, later, null, asked).paybackDays).toBe(9);
  expect(figuresOf({ ...amount, spend: 1.000_1 }, later, null, asked).paybackDays).toBeNull();
});

it('says of which days ROAS still grows, as somebody has not been there for so long', () => {
  expect(roasComplete('2026-03-01', '2026-03-08')).toEqual({ 0: true, 7: true, 30: false });
  expect(roasComplete('2026-03-01', null)).toEqual({ 0: false, 7: false, 30: false });
});

const LEVELS: readonly NamingLevel[] = ['campaign', 'adGroup', 'creative'];
const node = (id: number, level: NamingLevel, parentId: number | null): TreeNode => ({
  ...{ id, level, parentId, platform: 'meta', identity: `${id}`, externalId: `${id}` },
  ...{ name: `n${id}`, aliases: [], mergedInto: null, origin: 'spend' },
});
/** Two campaigns, two ad groups in each, two creatives in each of those. */
const NODES: readonly TreeNode[] = [1, 2].flatMap((campaign) => [
  node(campaign, 'campaign', null),
  ...[1, 2].flatMap((group) => [
    node(campaign * 10 + group, 'adGroup', campaign),
    ...[1, 2].map((creative) =>
      node(campaign * 100 + group * 10 + creative, 'creative', campaign * 10 + group),
    ),
  ]),
]);

it('spend adds up to the same at every level, each amount once, wherever it was put and whatever was merged', () => {
  const figure = fc.record({
    nodeId: fc.constantFrom(...NODES.map(({ id }) => id)),
    day: fc.constantFrom('2026-03-27', '2026-03-28'),
    spend: fc.constantFrom(1, 2.5, 10),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(figure, { selector: ({ nodeId, day }) => `${nodeId} ${day}`, maxLength: 14 }),
      fc.boolean(),
      (figures, isMerged) => {
        const tree = new NamingTree(
          NODES.map((one) => (isMerged && one.id === 2 ? { ...one, mergedInto: 1 } : one)),
        );
        const given = figures.map(({ nodeId, day, spend }): SpendFigure => ({
          ...{ nodeId, day, platform: 'meta', account: 'a', currency: 'USD' },
          amount: { ...NO_AMOUNT, spend },
        }));
        const sums = LEVELS.map((level) =>
          piecesOf(given, tree, level).reduce((sum, { amount }) => sum + amount.spend, 0),
        );
        for (const sum of sums) expect(sum).toBeCloseTo(sums[0]!, 9);
      },
    ),
    {
      examples: [
        [
          [
            { nodeId: 1, day: '2026-03-27', spend: 10 },
            { nodeId: 111, day: '2026-03-27', spend: 2.5 },
          ],
          false,
        ],
      ],
    },
  );
});
