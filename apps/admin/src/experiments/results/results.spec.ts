import { describe, expect, it } from '@jest/globals';
import { type MetricResult, type Results, verdictOf } from './results.js';

const UNKNOWN = {
  n: 100,
  mean: 1,
  variance: 1,
  pValue: null,
  pValueAdjusted: null,
  sequentialInterval: null,
  chanceToWin: null,
  expectedLoss: null,
};

function metric(role: MetricResult['role'], low: number, high: number, name: string = role): MetricResult {
  const lift = { relativeLift: (low + high) / 2, interval: [low, high] as [number, number] };
  const control = { key: 'control', ...UNKNOWN, relativeLift: null, interval: null };
  return { metric: name, role, variations: [control, { key: 'treatment', ...UNKNOWN, ...lift }] };
}

function results(metrics: MetricResult[], { alarm = false, exposed = 100 } = {}): Results {
  return {
    health: {
      srm: { observed: [], expected: [], chiSquare: 0, pValue: 1, alarm },
      multipleExposures: 0,
      warnings: [],
    },
    variations: [
      { key: 'control', exposed },
      { key: 'treatment', exposed },
    ],
    metrics,
    recommendation: { action: 'wait', reasons: [] },
  };
}

const verdict = (answer: Results) =>
  verdictOf(answer, {
    direction: ({ metric }) => (String(metric).includes('down') ? 'down' : 'up'),
    margin: ({ metric }) => (String(metric).includes('margin') ? 0.2 : 0),
  });

const gain = metric('goal', 0.1, 0.2);

describe('the sentence on top of results', () => {
  it.each([
    ['nobody', results([gain], { exposed: 0 })],
    ['nobody', results([])],
    ['sick', results([gain], { alarm: true })],
    ['won', results([gain])],
    ['lost', results([metric('goal', 0.1, 0.2, 'down')])],
    ['lost', results([metric('goal', -0.2, -0.1)])],
    ['won', results([metric('goal', -0.2, -0.1, 'down')])],
    ['open', results([metric('goal', -0.1, 0.2)])],
    ['hurt', results([gain, metric('guardrail', -0.3, -0.1)])],
    ['won', results([gain, metric('guardrail', -0.3, -0.1, 'margin')])],
    ['won', results([gain, metric('guardrail', -0.3, 0.1)])],
    ['hurt', results([gain, metric('guardrail', 0.1, 0.3, 'down')])],
  ])('is %s', (kind, answer) => expect(verdict(answer).kind).toBe(kind));

  it('names what is better before what is worse', () => {
    const both = results([metric('goal', -0.2, -0.1, 'a'), metric('goal', 0.1, 0.2, 'b')]);
    expect(verdict(both)).toMatchObject({ kind: 'won', found: { metric: { metric: 'b' } } });
  });
});
