import { ATTRIBUTION_MODELS, type AttributionModel } from '@groundswell/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DAY_MS, attribute } from './attribute.js';
import { markov } from './models/markov.js';
import { stepsOf } from './models/markov-steps.js';
import { DIRECT, type Path, UNATTRIBUTED } from './path.js';

const path = (
  keys: string,
  { conversions = 1, nulls = 0, revenue = 0, ages = [] as number[] } = {},
): Path => ({
  touches: (keys === '' ? [] : keys.split('>')).map((key, at) => ({ key, ageMs: (ages[at] ?? 0) * DAY_MS })),
  conversions,
  nulls,
  revenue,
});
const conversionsOf = (paths: Path[], model: AttributionModel, more = {}) =>
  Object.fromEntries(
    [...attribute(paths, { model, ...more })].map(([key, { conversions }]) => [key, conversions]),
  );

function expectClose(actual: Record<string, number>, expected: Record<string, number>, digits = 9): void {
  expect(Object.keys(actual).sort()).toEqual(Object.keys(expected).sort());
  for (const [key, value] of Object.entries(expected)) expect(actual[key]).toBeCloseTo(value, digits);
}

describe('rule models', () => {
  const four = [path('a>b>c>d')];
  it.each<[AttributionModel, Record<string, number>]>([
    ['first', { a: 1, b: 0, c: 0, d: 0 }],
    ['last', { a: 0, b: 0, c: 0, d: 1 }],
    ['lastNonDirect', { a: 0, b: 0, c: 0, d: 1 }],
    ['linear', { a: 0.25, b: 0.25, c: 0.25, d: 0.25 }],
    ['position', { a: 0.4, b: 0.1, c: 0.1, d: 0.4 }],
    ['shapley', { a: 0.25, b: 0.25, c: 0.25, d: 0.25 }],
  ])('%s of four touches', (model, expected) => expectClose(conversionsOf(four, model), expected));

  it('position: one touch takes all, two share half each, three 40/20/40', () => {
    expectClose(conversionsOf([path('a')], 'position'), { a: 1 });
    expectClose(conversionsOf([path('a>b')], 'position'), { a: 0.5, b: 0.5 });
    expectClose(conversionsOf([path('a>b>c')], 'position'), { a: 0.4, b: 0.2, c: 0.4 });
  });

  it('time decay halves with every half-life', () => {
    const paths = [path('a>b>c', { ages: [14, 7, 0] })];
    expectClose(conversionsOf(paths, 'timeDecay'), { a: 1 / 7, b: 2 / 7, c: 4 / 7 }, 12);
    const twice = { halfLifeMs: 14 * DAY_MS };
    const sum = 0.5 + Math.SQRT1_2 + 1;
    expectClose(conversionsOf(paths, 'timeDecay', twice), {
      a: 0.5 / sum,
      b: Math.SQRT1_2 / sum,
      c: 1 / sum,
    });
  });

  it('time decay of touches thousands of half-lives ago still adds up', () => {
    expectClose(conversionsOf([path('a>b', { ages: [100_007, 100_000] })], 'timeDecay'), {
      a: 1 / 3,
      b: 2 / 3,
    });
  });

  it('time decay refuses touches without age', () => {
    const paths = [{ ...path('a'), touches: [{ key: 'a' }] }];
    expect(() => attribute(paths, { model: 'timeDecay' })).toThrow('needs the age');
  });

  it('last non-direct passes over direct touches, unless there is nothing else', () => {
    const paths = [path(`a>b>${DIRECT}>${DIRECT}`), path(`${DIRECT}>${DIRECT}`)];
    expectClose(conversionsOf(paths, 'lastNonDirect'), { a: 0, b: 1, [DIRECT]: 1 });
    expectClose(conversionsOf([path('a>none')], 'lastNonDirect', { direct: ['none'] }), { a: 1, none: 0 });
  });

  it('keeps or collapses adjacent repeats; a run is its last touch', () => {
    const paths = [path('a>a>b>a', { ages: [7, 3.5, 0, 0] })];
    expectClose(conversionsOf(paths, 'linear'), { a: 0.75, b: 0.25 });
    expectClose(conversionsOf(paths, 'linear', { repeats: 'collapse' }), { a: 2 / 3, b: 1 / 3 });
    const early = Math.SQRT1_2 / (2 + Math.SQRT1_2);
    const late = 1 / (2 + Math.SQRT1_2);
    expectClose(conversionsOf(paths, 'timeDecay', { repeats: 'collapse' }), { a: early + late, b: late });
  });
});

describe('markov', () => {
  const published = [path('google', { conversions: 2, nulls: 1 }), path('mailing'), path('google>mailing')];

  it('shares by removal effect', () => {
    expectClose(conversionsOf(published, 'markov'), { google: 2.4, mailing: 1.6 }, 12);
    const { conversionProbability, removalEffects } = markov(stepsOf(published));
    expect(conversionProbability).toBe(0.8);
    expectClose(Object.fromEntries(removalEffects), { google: 0.75, mailing: 0.5 }, 12);
  });

  it('gives nothing to a key on no converting path, though the chain leads through it', () => {
    const paths = [path('a>b>c', { conversions: 0, nulls: 3 }), path('c')];
    expect(markov(stepsOf(paths)).removalEffects.get('b')).toBeGreaterThan(0);
    expectClose(conversionsOf(paths, 'markov'), { a: 0, b: 0, c: 1 });
  });

  it('is the same with repeats and without', () => {
    const paths = [path('a>a>b', { nulls: 2 }), path('b>b>b>a'), path('c>a>a', { conversions: 0, nulls: 1 })];
    expectClose(conversionsOf(paths, 'markov'), conversionsOf(paths, 'markov', { repeats: 'collapse' }), 12);
  });

  it('shares revenue by the effect on revenue, and as the conversions where there are refunds', () => {
    const revenueOf = (paths: Path[]) =>
      Object.fromEntries(
        [...attribute(paths, { model: 'markov' })].map(([key, { revenue }]) => [key, revenue]),
      );
    expectClose(revenueOf([path('a', { revenue: 90 }), path('b', { revenue: 10 })]), { a: 90, b: 10 });
    expectClose(revenueOf([path('a', { revenue: 90 }), path('b', { revenue: -10 })]), { a: 40, b: 40 });
  });

  it('answers nothing of nothing', () => {
    expect(markov([])).toEqual({ credits: new Map(), conversionProbability: 0, removalEffects: new Map() });
    expectClose(conversionsOf([path('a', { conversions: 0, nulls: 5 })], 'markov'), { a: 0 });
  });

  it('takes the chain for what it says: removal by leaving out agrees with a walk over many steps', () => {
    const paths = [path('a>b>a', { nulls: 3 }), path('b>c', { conversions: 2, nulls: 5 }), path('c>a>b>c')];
    const { removalEffects, conversionProbability } = markov(stepsOf(paths));
    for (const [key, effect] of removalEffects) {
      expect(effect).toBeCloseTo(1 - walk(paths, key) / conversionProbability, 9);
    }
    expect(walk(paths)).toBeCloseTo(conversionProbability, 9);
  });
});

/** The chance to convert by walking until nobody is left; steps to `without` end. */
function walk(paths: Path[], without?: string): number {
  const steps = stepsOf(paths);
  const weight = ({ conversions, nulls }: { conversions: number; nulls: number }) => conversions + nulls;
  let here = new Map<string | null, number>([[null, 1]]);
  let converted = 0;
  for (let round = 0; round < 2_000; round++) {
    const next = new Map<string | null, number>();
    for (const [state, chance] of here) {
      // A path may stand for nobody; nobody takes its steps.
      const leaving = steps.filter((step) => step.from === state && weight(step) > 0);
      const out = leaving.reduce((sum, step) => sum + weight(step), 0);
      for (const step of leaving) {
        if (step.to === null) converted += (chance * step.conversions) / out;
        else if (step.to !== without)
          next.set(step.to, (next.get(step.to) ?? 0) + (chance * weight(step)) / out);
      }
    }
    here = next;
  }
  return converted;
}

describe('every model', () => {
  const key = fc.constantFrom('a', 'b', 'c', 'd', DIRECT);
  const paths = fc.array(
    fc.record({
      touches: fc.array(fc.record({ key, ageMs: fc.integer({ min: 0, max: 400 * DAY_MS }) }), {
        maxLength: 7,
      }),
      conversions: fc.integer({ min: 0, max: 5 }),
      nulls: fc.integer({ min: 0, max: 5 }),
      revenue: fc.integer({ min: -500, max: 2_000 }),
    }),
    { maxLength: 12 },
  );
  const settled = paths.map((some) =>
    some.map((one) => ({ ...one, revenue: one.conversions > 0 ? one.revenue : 0 })),
  );
  const NOBODY = { touches: [], conversions: 0, nulls: 0, revenue: 0 };
  const repeats = fc.constantFrom('keep' as const, 'collapse' as const);
  const total = (some: Iterable<number>) => [...some].reduce((sum, one) => sum + one, 0);

  it.each(ATTRIBUTION_MODELS)('%s: credits add up, and only who was on the way gets any', (model) => {
    fc.assert(
      fc.property(settled, repeats, (all, kept) => {
        const credits = attribute(all, { model, repeats: kept });
        const values = [...credits.values()];
        expect(total(values.map((one) => one.conversions))).toBeCloseTo(
          total(all.map((p) => p.conversions)),
          8,
        );
        expect(total(values.map((one) => one.revenue))).toBeCloseTo(total(all.map((p) => p.revenue)), 6);
        const converting = all.filter(({ conversions }) => conversions > 0);
        const present = new Set<string>(
          converting.flatMap(({ touches }) => touches.map((touch) => touch.key)),
        );
        for (const [name, credit] of credits) {
          expect(credit.conversions).toBeGreaterThanOrEqual(0);
          if (name === UNATTRIBUTED || present.has(name)) continue;
          expect({ name, ...credit }).toEqual({ name, conversions: 0, revenue: 0 });
        }
        const untouched = converting.filter(({ touches }) => touches.length === 0);
        expect(credits.get(UNATTRIBUTED)?.conversions ?? 0).toBe(total(untouched.map((p) => p.conversions)));
      }),
    );
  });

  it("markov's chain converts as the paths do, and loses without a key what a walk without it loses", () => {
    fc.assert(
      fc.property(settled, (all) => {
        const conversions = total(all.map((p) => p.conversions));
        const paths = conversions + total(all.map((p) => p.nulls));
        const expected = paths === 0 ? 0 : conversions / paths;
        const { conversionProbability, removalEffects } = markov(stepsOf(all));
        expect(conversionProbability).toBeCloseTo(expected, 12);
        expect(walk(all)).toBeCloseTo(expected, 6);
        for (const [key, effect] of removalEffects)
          expect(effect).toBeCloseTo(expected === 0 ? 0 : 1 - walk(all, key) / expected, 6);
      }),
      { numRuns: Number(process.env.TEST_RUNS ?? 15), examples: [[[NOBODY]]] },
    );
  });
});

const folder = process.env.REFERENCE_DATA ?? join(__dirname, '..', '..', '..', '..', 'shared', 'data');
const reference = join(folder, 'pathdata_attribution');
const present = existsSync(reference);
if (!present) {
  process.stdout.write(`Skipped: the published paths, as ${reference} is not there (set REFERENCE_DATA).\n`);
}

(present ? describe : describe.skip)('10,000 published paths', () => {
  type Truth = Record<'conversions' | 'value', Record<string, number>>;
  const read = (name: string) => readFileSync(join(reference, name));
  const all = (): Path[] =>
    gunzipSync(read('PathData.csv.gz'))
      .toString()
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => {
        const [keys = '', conversions, revenue, nulls] = line.trim().split(',');
        return {
          touches: keys.split(' > ').map((key) => ({ key })),
          conversions: Number(conversions),
          revenue: Number(revenue),
          nulls: Number(nulls),
        };
      });

  it.each<[AttributionModel, string]>([
    ['first', 'first_touch'],
    ['last', 'last_touch'],
    ['linear', 'linear'],
  ])('%s agrees with its truth to 1e-9', (model, name) => {
    const truth = (JSON.parse(read('expected.json').toString()) as Record<string, Truth>)[name] as Truth;
    const credits = attribute(all(), { model });
    expect([...credits.keys()].sort()).toEqual(Object.keys(truth.conversions).sort());
    for (const [key, { conversions, revenue }] of credits) {
      expect(conversions).toBeCloseTo(truth.conversions[key] ?? Number.NaN, 9);
      expect(revenue).toBeCloseTo(truth.value[key] ?? Number.NaN, 9);
    }
  });

  it('markov and shapley add up to the published totals', () => {
    const paths = all();
    expect(markov(stepsOf(paths)).conversionProbability).toBeCloseTo(19_785 / (19_785 + 68_602), 12);
    for (const model of ['markov', 'shapley'] as const) {
      const credits = [...attribute(paths, { model }).values()];
      expect(credits.reduce((sum, { conversions }) => sum + conversions, 0)).toBeCloseTo(19_785, 6);
      expect(credits.reduce((sum, { revenue }) => sum + revenue, 0)).toBeCloseTo(74_802.97158721084, 6);
    }
  });
});
