import { assignmentSchema, flagDefinitionSchema } from '@groundswell/contracts';
import { GrowthBook, type FeatureDefinitions } from '@growthbook/growthbook';
import { describe, expect, it } from '@jest/globals';
import type { SavedGroups } from '../definitions.js';
import { inNamespace } from '../bucketing/namespace.js';
import { evalFeature } from '../evaluation/eval-feature.js';
import { run } from '../evaluation/run.js';
import { composePayload } from './compose-payload.js';
import type { AssignedExperiment, PayloadSource } from './source.js';

const NOON = new Date('2026-03-01T12:00:00Z');
const PEOPLE = Array.from({ length: 4000 }, (_, at) => `person-${at}`);

const experiment = (more: Partial<AssignedExperiment> = {}): AssignedExperiment => ({
  id: 1,
  key: 'onboarding',
  name: 'Onboarding',
  kind: 'test',
  state: 'running',
  variations: [
    { key: 'control', name: 'As it was', weight: 0.5 },
    { key: 'short', name: 'Short', weight: 0.5 },
  ],
  assignment: assignmentSchema.parse({}),
  shippedVariation: null,
  ...more,
});
const assigned = (more: object) => assignmentSchema.parse(more);
const flag = (more: object) =>
  flagDefinitionSchema.parse({
    key: 'flag',
    type: 'string',
    defaultValue: 'default',
    environments: { production: true },
    ...more,
  });
const compose = (more: Partial<PayloadSource>) =>
  composePayload({
    environment: 'production',
    now: NOON,
    flags: [],
    experiments: [],
    layers: new Map([[7, { key: 'layer-seven', hashVersion: 2 }]]),
    rollouts: new Map(),
    ...more,
  });

/** By this library and by the real SDK, which have to say the same. */
function valueOf(more: Partial<PayloadSource>, key: string, attributes: object = { id: 'ada' }): unknown {
  const { features } = compose(more);
  const ours = evalFeature({ features, attributes: { ...attributes } }, key);
  const sdk = new GrowthBook({ features: features as FeatureDefinitions, attributes: { ...attributes } });
  expect(sdk.evalFeature(key)).toEqual(ours);
  sdk.destroy();
  return ours.value;
}
const sharesOf = (values: unknown[]) =>
  Object.fromEntries(
    [...new Set(values)].map((one) => [one, values.filter((it) => it === one).length / values.length]),
  );

describe('an experiment without a flag', () => {
  it('is asked for by its key, and says the key of the variation', () => {
    const { features } = compose({ experiments: [experiment()] });
    const results = PEOPLE.map((id) => evalFeature({ features, attributes: { id } }, 'onboarding'));
    for (const { value, experimentResult } of results) expect(experimentResult!.key).toBe(value);
    expect(sharesOf(results.map(({ value }) => value))['short']).toBeCloseTo(0.5, 1);
  });

  it.each([
    ['draft', null, null],
    ['draft', 'short', null],
    ['stopped', null, null],
    ['archived', null, null],
    ['stopped', 'short', 'short'],
    ['stopped', 'control', 'control'],
    ['archived', 'short', 'short'],
  ] as const)('that is %s and ships %s: %s', (state, shippedVariation, expected) => {
    const experiments = [experiment({ state, shippedVariation, assignment: assigned({ coverage: 0 }) })];
    for (const id of PEOPLE.slice(0, 20))
      expect(valueOf({ experiments }, 'onboarding', { id })).toBe(expected);
  });

  it('gives the control to whoever is not in it', () => {
    const experiments = [experiment({ assignment: assigned({ condition: { country: 'DE' } }) })];
    const { features } = compose({ experiments });
    const result = evalFeature({ features, attributes: { id: 'ada', country: 'FR' } }, 'onboarding');
    expect(result).toMatchObject({ value: 'control', source: 'defaultValue' });
  });

  describe('of a layer', () => {
    const RANGES = [
      ['onboarding', [0, 0.3]],
      ['price', [0.3, 0.8]],
      ['layer-seven', [0.8, 1]],
    ] as const;
    const within = ([key, range]: (typeof RANGES)[number], id: number) =>
      experiment({ id, key, assignment: assigned({ layer: { id: 7, range: [...range] } }) });
    const experiments = RANGES.map(within);
    const { features } = compose({ experiments });
    const found = (id: number, key: string) => evalFeature({ features, attributes: { id } }, key);

    it('has the share that it asks for where people are numbers that count up, evenly divided, and nobody of another', () => {
      const COUNT = 100_000;
      const people = RANGES.map(() => [0, 0]);
      let inOne = 0;
      for (let id = 1; id <= COUNT; id++) {
        const results = RANGES.map(([key]) => found(id, key));
        const within = results.filter(({ source }) => source === 'experiment');
        inOne += Number(within.length === 1);
        people[results.indexOf(within[0]!)]![within[0]!.value === 'short' ? 1 : 0]!++;
      }
      expect(inOne).toBe(COUNT);
      people.forEach(([control = 0, short = 0], at) => {
        const [from, to] = RANGES[at]![1];
        expect(deviation(control + short, COUNT, to - from)).toBeLessThan(4);
        expect(deviation(short, control + short, 0.5)).toBeLessThan(4);
      });
    });

    it('is divided by the real SDK alike, by any attribute', () => {
      for (let id = 1; id <= 100; id++)
        for (const [key] of RANGES) expect(valueOf({ experiments }, key, { id })).toBe(found(id, key).value);
      const byDevice = { ...experiments[1]!.assignment, hashAttribute: 'deviceId' };
      const source = { experiments: [{ ...experiments[1]!, assignment: byDevice }] };
      const values = PEOPLE.slice(0, 50).map((deviceId) => valueOf(source, 'price', { deviceId }));
      expect(new Set(values)).toEqual(new Set(['control', 'short']));
      expect(JSON.stringify(compose(source).features)).toContain('"attribute":"deviceId"');
    });

    it('that began by the first hash stays in its namespace, and nobody moves', () => {
      const layers = new Map([[7, { key: 'layer-seven', hashVersion: 1 as const }]]);
      const rule = compose({ experiments, layers }).features['price']!.rules![0]!;
      expect([rule.namespace, rule.filters]).toEqual([['layer-seven', 0.3, 0.8], undefined]);
      for (const id of PEOPLE.slice(0, 100)) {
        const isIn = inNamespace(id, ['layer-seven', 0.3, 0.8]);
        const { key, force: _, ...division } = rule;
        const { inExperiment } = run({ ...division, key: key!, variations: [0, 1] }, { attributes: { id } });
        expect([id, inExperiment]).toEqual([id, isIn]);
        valueOf({ experiments, layers }, 'price', { id });
      }
    });
  });
});

/** How many standard deviations of a binomial it is off. */
const deviation = (found: number, of: number, share: number) =>
  Math.abs(found - of * share) / Math.sqrt(of * share * (1 - share));

describe('a holdout', () => {
  const holdout = experiment({
    id: 9,
    key: 'holdout',
    kind: 'holdout',
    variations: [
      { key: 'held', name: 'Held out', weight: 0.1 },
      { key: 'all', name: 'All others', weight: 0.9 },
    ],
  });
  const inIt = { assignment: assigned({ holdoutId: 9 }) };
  const values = (experiments: AssignedExperiment[], key: string) =>
    PEOPLE.map((id) => evalFeature({ features: compose({ experiments }).features, attributes: { id } }, key));

  it('keeps its control from tests', () => {
    const experiments = [holdout, experiment(inIt)];
    const isHeld = values(experiments, 'holdout').map(({ value }) => value === 'held');
    const isIn = values(experiments, 'onboarding').map(({ source }) => source === 'experiment');
    expect(isHeld.every((held, at) => held !== isIn[at])).toBe(true);
    expect(isHeld.filter(Boolean).length / PEOPLE.length).toBeCloseTo(0.1, 1);
  });

  it('and from what they ship, while it runs', () => {
    const shipped = experiment({ ...inIt, state: 'stopped', shippedVariation: 'short' });
    const isHeld = values([holdout], 'holdout').map(({ value }) => value === 'held');
    const got = values([holdout, shipped], 'onboarding').map(({ value }) => value);
    expect(got).toEqual(isHeld.map((held) => (held ? 'control' : 'short')));
    const over = values([{ ...holdout, state: 'stopped' }, shipped], 'onboarding');
    expect(over.every(({ value }) => value === 'short')).toBe(true);
  });

  it.each([true, false])('keeps its control from tests where a flag has its key, on: %s', (production) => {
    const rules = [{ kind: 'experiment', id: 'r', experimentId: 9, values: { held: 'yes', all: 'no' } }];
    const flags = [flag({ key: 'holdout', environments: { production }, rules })];
    const without = values([holdout, experiment(inIt)], 'onboarding');
    const { features } = compose({ flags, experiments: [holdout, experiment(inIt)] });
    const found = PEOPLE.map((id) => evalFeature({ features, attributes: { id } }, 'onboarding'));
    expect(found.map(({ value, source }) => [value, source])).toEqual(
      without.map(({ value, source }) => [value, source]),
    );
    expect(valueOf({ flags, experiments: [holdout] }, 'holdout', {})).toBe(production ? 'default' : null);
  });

  it('takes nobody as held out whom it does not know', () => {
    expect(valueOf({ experiments: [holdout] }, 'holdout', {})).toBe('all');
  });
});

describe('a flag', () => {
  it('is delivered where it is on', () => {
    const flags = [flag({ environments: { production: false, dev: true } })];
    const none = { features: {}, disabled: ['flag'], lastChange: null, nextChange: null };
    expect(compose({ flags })).toEqual(none);
    expect(compose({ flags, environment: 'staging' }).disabled).toEqual(['flag']);
    expect(valueOf({ flags, environment: 'dev' }, 'flag')).toBe('default');
  });

  it('has the value of the first rule that is for somebody', () => {
    const rules = [
      { kind: 'force', id: 'off', enabled: false, value: 'off' },
      { kind: 'force', id: 'dev', environments: ['dev'], value: 'dev' },
      { kind: 'force', id: 'german', condition: { country: 'DE' }, value: 'german' },
      { kind: 'force', id: 'rest', value: 'rest' },
    ];
    const flags = [flag({ rules })];
    expect(valueOf({ flags }, 'flag', { id: 'ada', country: 'DE' })).toBe('german');
    expect(valueOf({ flags }, 'flag')).toBe('rest');
  });

  it.each([
    ['before', '2026-03-01T12:00:00.001Z', null, 'default', '2026-03-01T12:00:00.001Z'],
    ['from then on', '2026-03-01T12:00:00Z', '2026-03-01T13:00:00+00:00', 'on', '2026-03-01T13:00:00.000Z'],
    ['not at its end', null, '2026-03-01T13:00:00+01:00', 'default', null],
  ])('is on by schedule: %s', (_name, from, to, expected, next) => {
    const flags = [flag({ rules: [{ kind: 'force', id: 'on', from, to, value: 'on' }] })];
    expect(valueOf({ flags }, 'flag')).toBe(expected);
    expect(compose({ flags }).nextChange?.toISOString() ?? null).toBe(next);
  });

  it('is rolled out in steps, and nobody loses it when it grows', () => {
    const steps = [
      { at: '2026-03-01T14:00:00Z', coverage: 0.8 },
      { at: '2026-03-01T12:00:00Z', coverage: 0.4 },
    ];
    const flags = [flag({ rules: [{ kind: 'rollout', id: 'grow', value: 'on', coverage: 0.1, steps }] })];
    const have = (now: string) => {
      const { features } = compose({ flags, now: new Date(now) });
      return PEOPLE.filter((id) => evalFeature({ features, attributes: { id } }, 'flag').value === 'on');
    };
    const grown = ['2026-03-01T11:00:00Z', '2026-03-01T12:00:00Z', '2026-03-02T00:00:00Z'].map(have);
    expect(grown.map(({ length }) => Math.round((length / PEOPLE.length) * 10) / 10)).toEqual([
      0.1, 0.4, 0.8,
    ]);
    for (const [at, before] of grown.slice(0, -1).entries())
      expect(before.every((id) => grown[at + 1]!.includes(id))).toBe(true);
  });

  it('is measured while it is guarded: the SDK tells of both sides, which only grow, until it went back', () => {
    const guard = { metrics: [{ metricId: 1 }], controlShare: 0.25 };
    const rules = (coverage: number) => [
      { kind: 'rollout', id: 'grow', value: 'on', coverage, guard },
      { kind: 'force', id: 'rest', value: 'rest' },
    ];
    const sides = (coverage: number) => {
      const { features } = compose({ flags: [flag({ rules: rules(coverage) })] });
      const told: string[][] = [[], []];
      const sdk = new GrowthBook({
        features: features as FeatureDefinitions,
        trackingCallback: ({ key }, { variationId, key: side, hashValue }) => {
          expect([key, side]).toEqual(['rollout/flag/grow/1', ['control', 'rollout'][variationId]]);
          told[variationId]!.push(String(hashValue));
        },
      });
      const values = PEOPLE.map((id) => {
        void sdk.setAttributes({ id });
        const { value } = evalFeature({ features, attributes: { id } }, 'flag');
        expect(sdk.evalFeature('flag').value).toBe(value);
        return value;
      });
      sdk.destroy();
      // The control has what comes after the rule, as who was not reached.
      expect(PEOPLE.filter((_, at) => values[at] === 'on')).toEqual(told[1]);
      expect(new Set(values)).toEqual(new Set(['on', 'rest']));
      return told;
    };
    const [few, many] = [sides(0.2), sides(0.8)];
    few.forEach((people, side) => {
      expect(people.length / PEOPLE.length).toBeCloseTo(0.2 * (side === 0 ? 0.25 : 0.75), 1);
      expect(people.every((id) => many[side]!.includes(id))).toBe(true);
    });
    const flags = [flag({ rules: rules(0.8) })];
    const rollouts = new Map([['flag grow', { round: 2, isRolledBack: false }]]);
    expect(JSON.stringify(compose({ flags, rollouts }).features)).toContain('rollout/flag/grow/2');
    rollouts.set('flag grow', { round: 2, isRolledBack: true });
    for (const id of PEOPLE.slice(0, 20)) expect(valueOf({ flags, rollouts }, 'flag', { id })).toBe('rest');
  });

  it('gives each variation of an experiment its value, and keeps to both conditions', () => {
    const rules = [
      {
        kind: 'experiment',
        id: 'test',
        experimentId: 1,
        condition: { paying: true },
        values: { control: 'A', short: 'B' },
      },
    ];
    const source = {
      flags: [flag({ rules })],
      experiments: [experiment({ assignment: assigned({ condition: { country: 'DE' } }) })],
    };
    const value = (attributes: object) => valueOf(source, 'flag', { id: 'ada', ...attributes });
    expect(['A', 'B']).toContain(value({ country: 'DE', paying: true }));
    expect(value({ country: 'DE' })).toBe('default');
    expect(value({ paying: true })).toBe('default');
    const variation = valueOf(source, 'onboarding', { id: 'ada', country: 'DE' });
    expect(value({ country: 'DE', paying: true })).toBe(variation === 'short' ? 'B' : 'A');
  });

  it('is off while what it waits for does not hold', () => {
    const prerequisites = [{ key: 'parent', condition: { value: 'on' } }];
    const parent = (defaultValue: string) => flag({ key: 'parent', defaultValue });
    const child = flag({ prerequisites });
    expect(valueOf({ flags: [parent('off'), child] }, 'flag')).toBeNull();
    expect(valueOf({ flags: [parent('on'), child] }, 'flag')).toBe('default');
    expect(valueOf({ flags: [child] }, 'flag')).toBeNull();
  });

  it('is for a cohort where it is known who is in it', () => {
    const rules = [{ kind: 'force', id: 'vip', cohortIds: [3, 4], value: 'vip' }];
    const { features } = compose({ flags: [flag({ rules })] });
    const asked = (savedGroups?: SavedGroups) =>
      evalFeature({ features, attributes: { id: 'ada' }, savedGroups }, 'flag').value;
    expect(asked()).toBe('default');
    expect(asked({ 'cohort-4': ['ada'] })).toBe('vip');
    expect(asked({ 'cohort-4': new Set(['ada']) })).toBe('vip');
    expect(asked({ 'cohort-4': new Set(['bo']) })).toBe('default');
    expect(JSON.stringify(features)).not.toContain('ada');
  });
});
