import type { HealthWarning } from '@groundswell/contracts';
import { describe, expect, it } from '@jest/globals';
import { healthOf } from './health-of.js';

const warning = (code: HealthWarning['code']): HealthWarning => ({
  ...{ code, message: '', values: {} },
  ...{ reasonCode: null, reasonValues: null },
});

function given(exposed: number, alarm: boolean, warnings: HealthWarning[]) {
  const srm = { observed: [], expected: [], chiSquare: 0, pValue: 1, alarm };
  return healthOf({
    health: { srm, multipleExposures: 0, multipleExposuresShare: null, warnings },
    variations: ['control', 'treatment'].map((key) => ({ key, name: key, weight: 0.5, exposed })),
  });
}

describe('healthOf', () => {
  it.each([
    ['nobody was in it', 0, false, [warning('noExposures')], { state: 'nobody', toKnow: 1 }],
    ['people came elsewhere', 100, true, [warning('sampleRatioMismatch')], { state: 'mismatch', toKnow: 1 }],
    ['something is to be known', 100, false, [warning('peeking')], { state: 'warned', toKnow: 1 }],
    ['nothing is', 100, false, [], { state: 'good', toKnow: 0 }],
  ] as const)('where %s', (_, exposed, alarm, warnings, health) => {
    expect(given(exposed, alarm, [...warnings])).toEqual(health);
  });
});
