import type { ExperimentFacts } from '@groundswell/clickhouse';
import { analysisSettingsSchema, type MetricDirection, rolloutGuardSchema } from '@groundswell/contracts';
import { describe, expect, it } from '@jest/globals';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { mersenne } from 'pure-rand/generator/mersenne';
import { assembleResults } from '../experiment-results/assemble-results.js';
import { alphaOfEach, FEWEST_PEOPLE, lookOf } from './guard-verdict.js';

/** Who is on a side, and how many of them did each thing. */
interface Side {
  people: number;
  did: number[];
}
const LOOKED = new Date('2026-03-01T12:00:00Z');
const guard = (metrics: number, margin = 0) =>
  rolloutGuardSchema.parse({
    metrics: Array.from({ length: metrics }, (_, metricId) => ({ metricId, margin })),
    controlShare: 0.5,
  });

function look(sides: [Side, Side], direction: MetricDirection = 'up', margin = 0) {
  const asked = guard(sides[0].did.length, margin);
  const definition = { type: 'proportion' as const, of: { event: 'x', filters: [] } };
  const timing = { windowHours: null, delayHours: 0 };
  const defined = asked.metrics.map(({ metricId: id }) => ({
    ...{ id, name: `m${id}`, direction },
    definition: { ...definition, ...timing },
  }));
  const sums = (id: number) =>
    sides.map(({ people, did }, arm) => ({
      kind: 'whole',
      name: '',
      arm,
      sums: [people, did[id]!, did[id]!],
    }));
  const facts: ExperimentFacts = {
    exposures: sides.map(({ people }, arm) => ({ arm, day: '2026-03-01', people })),
    ...{ multiple: 0, unknown: 0 },
    metrics: new Map(defined.map(({ id }) => [id, { shape: 'value', cap: null, rows: sums(id) }])),
  };
  const experiment = {
    key: 'rollout',
    variations: ['control', 'rollout'].map((key) => ({ key, name: key, weight: 0.5 })),
    metrics: asked.metrics.map((metric) => ({ ...metric, role: 'guardrail' as const })),
    settings: analysisSettingsSchema.parse({ alpha: alphaOfEach(asked), sequential: true }),
    ...{ startedAt: LOOKED, stoppedAt: null, plannedPeople: null, weightChanges: [] },
  };
  return lookOf(asked, assembleResults(experiment, defined, facts), LOOKED);
}
const hurts = (...asked: Parameters<typeof look>) => look(...asked).metrics.some(({ hurt }) => hurt);

describe('a look at a roll-out', () => {
  it('finds what is surely worse by more than its margin, in the direction of the metric', () => {
    const fell: [Side, Side] = [
      { people: 2_000, did: [1_000] },
      { people: 2_000, did: [800] },
    ];
    expect(look(fell).metrics[0]).toMatchObject({
      control: 0.5,
      rollout: 0.4,
      relativeLift: expect.closeTo(-0.2),
      hurt: true,
    });
    expect(hurts(fell, 'up', 0.15)).toBe(false);
    expect(hurts(fell, 'down')).toBe(false);
    const rose = [...fell].reverse() as [Side, Side];
    expect([hurts(rose, 'up'), hurts(rose, 'down')]).toEqual([false, true]);
  });

  it('sees what broke altogether, and errors where there were none', () => {
    const broke: [Side, Side] = [
      { people: 150, did: [75] },
      { people: 150, did: [0] },
    ];
    expect(look(broke).metrics[0]).toMatchObject({ relativeLift: -1, hurt: true });
    const errors = [...broke].reverse() as [Side, Side];
    expect(look(errors, 'down').metrics[0]).toMatchObject({ relativeLift: null, hurt: true });
    expect(hurts(errors, 'up')).toBe(false);
    const nothing: [Side, Side] = [
      { people: 500, did: [0] },
      { people: 500, did: [0] },
    ];
    expect(look(nothing).metrics[0]).toMatchObject({
      hurt: false,
      interval: null,
      reason: expect.stringMatching(/^The control has no variance/),
      reasonCode: 'controlNoVariance',
    });
  });

  it('waits for people, and says so', () => {
    const few: [Side, Side] = [
      { people: FEWEST_PEOPLE, did: [90] },
      { people: FEWEST_PEOPLE - 1, did: [1] },
    ];
    expect(look(few).metrics[0]).toMatchObject({
      hurt: false,
      reason: 'Each side needs 100 people.',
      reasonCode: 'tooFewOfASide',
      reasonValues: { people: FEWEST_PEOPLE },
    });
    const nobody: [Side, Side] = [
      { people: 0, did: [0] },
      { people: 0, did: [0] },
    ];
    expect(look(nobody)).toMatchObject({ exposed: { control: 0, rollout: 0 }, sampleRatioAlarm: false });
  });

  it('says when people did not come as they were to', () => {
    const uneven: [Side, Side] = [
      { people: 2_000, did: [1_000] },
      { people: 1_500, did: [750] },
    ];
    expect(look(uneven)).toMatchObject({ sampleRatioAlarm: true });
  });
});

describe('a roll-out that is looked at again and again', () => {
  /** Of a fixed seed: every run is the same. */
  function randomOf(seed: number): () => number {
    const generator = mersenne(seed);
    return () => uniformFloat64(generator);
  }
  const [LOOKS, NEW_PEOPLE, RATE] = [10, 150, 0.3];
  /** Of so many roll-outs those that go back at any look; two metrics of people who do one or the other. */
  function wentBack(rollouts: number, rateOfRollout: number, seed: number): number {
    const random = randomOf(seed);
    const grow = (side: Side, rate: number) => {
      for (let person = 0; person < NEW_PEOPLE; person++)
        side.did.forEach((_, metric) => (side.did[metric]! += random() < rate ? 1 : 0));
      side.people += NEW_PEOPLE;
    };
    const goesBack = () => {
      const sides: [Side, Side] = [
        { people: 0, did: [0, 0] },
        { people: 0, did: [0, 0] },
      ];
      return Array.from({ length: LOOKS }).some(() => {
        grow(sides[0], RATE);
        grow(sides[1], rateOfRollout);
        return hurts(sides);
      });
    };
    return Array.from({ length: rollouts }, goesBack).filter(Boolean).length / rollouts;
  }

  it('goes back without cause no more often than was chosen, and nearly always where a third is lost', () => {
    expect(wentBack(40, RATE, 1)).toBeLessThanOrEqual(0.05);
    expect(wentBack(20, 0.2, 2)).toBeGreaterThan(0.9);
  });
});
