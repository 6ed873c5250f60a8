import type { HealthWarning } from '@groundswell/contracts';
import { expect, it } from '@jest/globals';
import { groupWarnings } from './group-warnings.js';

const warning = (code: HealthWarning['code'], metric?: string, more: Partial<HealthWarning> = {}) => ({
  ...{ code, message: `${metric} …`, reasonCode: null, reasonValues: null },
  values: metric === undefined ? {} : { metric },
  ...more,
});

it('names metrics together of which the same is to be said, and for another reason apart', () => {
  const tooFew = (people: number) => ({ reasonCode: 'tooFew' as const, reasonValues: { people } });
  const groups = groupWarnings([
    warning('fewPeople'),
    warning('metricNotComparable', 'Sales', tooFew(1)),
    warning('metricWithoutData', 'Taps'),
    warning('metricNotComparable', 'Returns', tooFew(1)),
    warning('metricNotComparable', 'Visits', tooFew(0)),
  ]);
  expect(groups.map(({ code, metrics, why }) => [code, metrics, why?.reasonValues])).toEqual([
    ['fewPeople', [], undefined],
    ['metricNotComparable', ['Sales', 'Returns'], { people: 1 }],
    ['metricWithoutData', ['Taps'], undefined],
    ['metricNotComparable', ['Visits'], { people: 0 }],
  ]);
});
