import type { ExperimentResults, MetricResult, VariationResult } from '@groundswell/contracts';
import { describe, expect, it } from '@jest/globals';
import { guardrailState, verdictOf } from './results.js';

type Role = MetricResult['role'];

function variation(key: string, interval: [number, number] | null): VariationResult {
  const relativeLift = interval && (interval[0] + interval[1]) / 2;
  return {
    ...{
      key,
      n: 100,
      mean: 1,
      variance: 1,
      unadjustedMean: null,
      absoluteLift: null,
      absoluteInterval: null,
    },
    ...{ relativeLift, interval, fixedInterval: interval, pValue: null, pValueAdjusted: null },
    ...{ sequentialInterval: null, chanceToWin: null, expectedLoss: null, standardError: null },
    ...{ posterior: null, reason: null, reasonCode: null, reasonValues: null },
  };
}

interface Told {
  margin?: number;
  direction?: 'up' | 'down';
  /** Of a second treatment. */
  other?: [number, number];
}

function metric(
  role: Role,
  low: number,
  high: number,
  { margin, direction = 'up', other }: Told = {},
): MetricResult {
  const variations = [variation('control', null), variation('treatment', [low, high])];
  if (other) variations.push(variation('other', other));
  return {
    ...{ metric: 1, name: `${role} ${low}`, type: 'proportion', direction, role, margin: margin ?? null },
    ...{ baseline: 1, cuped: null, cap: null, variations, slices: [], series: [] },
  };
}

interface Given {
  alarm?: boolean;
  exposed?: number;
  action?: ExperimentResults['recommendation']['action'];
  /** The variation that is to be shipped. */
  ships?: string;
}
function results(metrics: MetricResult[], given: Given = {}): ExperimentResults {
  const { alarm = false, exposed = 100, action = 'ship', ships = 'treatment' } = given;
  const srm = { observed: [], expected: [], chiSquare: 0, pValue: 1, alarm };
  const arms = ['control', 'treatment'].map((key) => ({ key, name: key, weight: 0.5, exposed }));
  return {
    ...{ experiment: 'e', computedAt: '', tookMs: 0, from: null, to: null },
    health: { srm, multipleExposures: 0, multipleExposuresShare: null, warnings: [] },
    ...{ variations: arms, exposuresPerDay: [], metrics, projections: [] },
    recommendation: { action, variation: action === 'ship' ? ships : null, reasons: [], reasonCodes: [] },
  };
}

const gain = metric('goal', 0.1, 0.2);
const down = { direction: 'down' } as const;

describe('the sentence on top of results', () => {
  it.each([
    ['nobody', results([gain], { exposed: 0 })],
    ['nobody', results([])],
    ['sick', results([gain], { alarm: true })],
    ['won', results([gain])],
    ['ahead', results([gain], { action: 'continue' })],
    ['lost', results([metric('goal', 0.1, 0.2, down)])],
    ['lost', results([metric('goal', -0.2, -0.1)])],
    ['won', results([metric('goal', -0.2, -0.1, down)])],
    ['open', results([metric('goal', -0.1, 0.2)])],
    ['hurt', results([gain, metric('guardrail', -0.3, -0.1)])],
    ['won', results([gain, metric('guardrail', -0.3, -0.1, { margin: 0.2 })])],
    ['won', results([gain, metric('guardrail', -0.3, 0.1)])],
    ['hurt', results([gain, metric('guardrail', 0.1, 0.3, down)])],
  ])('is %s', (kind, answer) => expect(verdictOf(answer).kind).toBe(kind));

  it('names both where one goal is better and another worse, which is not shipped', () => {
    const loss = metric('goal', -0.2, -0.1);
    const found = { metric: { name: gain.name } };
    const against = { metric: { name: loss.name } };
    expect(verdictOf(results([loss, gain]))).toMatchObject({ kind: 'mixed', found, against });
  });

  it('names the treatment that wins and hurts nothing before a larger lift that does', () => {
    const goal = metric('goal', 0.3, 0.5, { other: [0.1, 0.2] });
    const guardrail = metric('guardrail', -0.3, -0.1, { other: [-0.05, 0.05] });
    expect(verdictOf(results([goal, guardrail], { ships: 'other' }))).toMatchObject({
      kind: 'won',
      found: { variation: 'other' },
    });
  });

  it('says won of the treatment alone that is to be shipped, though another is further ahead', () => {
    const goal = metric('goal', 0.1, 0.2, { other: [0.01, 0.6] });
    expect(verdictOf(results([goal]))).toMatchObject({ kind: 'won', found: { variation: 'treatment' } });
  });
});

describe('a guardrail', () => {
  it.each([
    ['holds', metric('guardrail', -0.01, 0.1, { margin: 0.02 })],
    ['open', metric('guardrail', -0.03, 0.1, { margin: 0.02 })],
    ['hurt', metric('guardrail', -0.1, -0.03, { margin: 0.02 })],
    ['holds', metric('guardrail', -0.1, 0.01, { margin: 0.02, ...down })],
    ['hurt', metric('guardrail', 0.03, 0.1, { margin: 0.02, ...down })],
    ['open', metric('guardrail', -0.01, 0.1, { margin: 0.02, other: [-0.3, 0.3] })],
    ['hurt', metric('guardrail', -0.01, 0.1, { margin: 0.02, other: [-0.3, -0.2] })],
  ])('%s', (state, one) => expect(guardrailState(one)).toBe(state));
});
