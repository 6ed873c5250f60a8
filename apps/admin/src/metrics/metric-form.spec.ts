import { type MetricDefinition, metricDefinitionSchema } from '@groundswell/contracts';
import { describe, expect, it } from '@jest/globals';
import { NEW_DEFINITION, definitionOf, draftOf } from './metric-form.js';

const of = { event: 'buy', filters: [{ property: 'platform', operator: 'eq' as const, value: 'web' }] };
const priced = { event: 'buy', property: 'properties.amount' };
const DEFINITIONS: MetricDefinition[] = [
  { type: 'proportion', of },
  { type: 'count', of, cap: { value: 2.5 }, windowHours: 48, delayHours: 12 },
  { type: 'mean', of: priced },
  { type: 'revenue', of: priced, cap: { quantile: 0.99 }, windowHours: 0 },
  { type: 'ratio', of: priced, per: { event: 'open' } },
  { type: 'retention', days: [1, 7] },
  { type: 'retention', of: { event: 'open' }, days: [0, 0] },
  { type: 'funnel', steps: [{ event: 'open' }, of], windowHours: 24 },
  { type: 'quantile', of: priced, quantile: 0.9 },
].map((definition) => metricDefinitionSchema.parse(definition));

describe('a metric as it is typed', () => {
  it.each(DEFINITIONS)('is again the $type that it was', (definition) => {
    expect(definitionOf(draftOf(definition))).toEqual(definition);
  });

  it.each([
    ['an event', {}],
    ['a property', { type: 'revenue' as const, of: { event: 'buy', property: '' } }],
    ['a number', { of: { event: 'buy', property: '' }, windowHours: 'x' }],
    [
      'a second step',
      {
        type: 'funnel' as const,
        steps: [
          { event: 'open', property: '' },
          { event: '', property: '' },
        ],
      },
    ],
  ])('is none without %s', (_, over) => {
    expect(definitionOf({ ...NEW_DEFINITION, ...over })).toBeNull();
  });

  it('takes days in any order, and a comma for a point', () => {
    const retention = { ...NEW_DEFINITION, type: 'retention' as const };
    expect(definitionOf({ ...retention, days: ['7', '1'] })).toMatchObject({ days: [1, 7] });
    const buy = { event: 'buy', property: '' };
    expect(definitionOf({ ...NEW_DEFINITION, of: buy, windowHours: '1,5' })).toMatchObject({
      windowHours: 1.5,
    });
  });
});
