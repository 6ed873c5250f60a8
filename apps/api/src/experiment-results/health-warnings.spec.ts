import type { MetricResult, ReasonCode, VariationResult } from '@groundswell/contracts';
import { describe, expect, it } from '@jest/globals';
import { type Asked } from './assemble-results.js';
import { healthWarnings } from './health-warnings.js';

/** Control and treatment, of which only that is given on which warnings depend. */
function codesOf(means: (number | null)[], reasonCode: ReasonCode | null) {
  const variations = means.map((mean) => ({ mean, reason: reasonCode, reasonCode, reasonValues: {} }));
  const metric = { name: 'm', variations: variations as unknown as VariationResult[] } as MetricResult;
  const srm = { observed: [], expected: [], chiSquare: 0, pValue: 1, alarm: false };
  const warnings = healthWarnings({
    asked: { startedAt: new Date(0), stoppedAt: new Date(1) } as Asked,
    health: { srm, multipleExposures: 0, multipleExposuresShare: 0 },
    exposed: [500, 500],
    unknown: 0,
    metrics: [metric],
  });
  return warnings.map(({ code }) => code);
}

describe('what is said of a metric', () => {
  it.each([
    ['nothing where there is a comparison', [0.1, 0.2], null, []],
    ['that nobody did it', [0, 0], 'controlNoVariance', ['metricWithoutData']],
    ['that there is nothing to divide by', [null, null], 'nothingToDivideBy', ['metricWithoutData']],
    [
      'that there are too few values, which are some',
      [null, null],
      'tooFewForQuantile',
      ['metricNotComparable'],
    ],
  ] as const)('%s', (_, means, reason, codes) => {
    expect(codesOf([...means], reason)).toEqual(codes);
  });
});
