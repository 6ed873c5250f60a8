import {
  analysisSettingsSchema,
  type MetricResult,
  REASON_SENTENCES,
  type VariationResult,
} from '@groundswell/contracts';
import { describe, expect, it } from '@jest/globals';
import type { Asked } from './assemble-results.js';
import { NO_REASON, said } from './reason.js';
import { recommend } from './recommend.js';

const asked = (more: Partial<Asked> = {}): Asked => ({
  key: 'e',
  variations: ['control', 'b'].map((key) => ({ key, name: key.toUpperCase(), weight: 0.5 })),
  ...{ metrics: [], settings: analysisSettingsSchema.parse({}), weightChanges: [] },
  ...{ startedAt: new Date(0), stoppedAt: null, plannedPeople: null, ...more },
});

function metric(role: MetricResult['role'], name: string, interval: [number, number] | null): MetricResult {
  const relativeLift = interval && (interval[0] + interval[1]) / 2;
  const isSure = interval === null || interval[0] > 0 || interval[1] < 0;
  const one: VariationResult = {
    ...{ key: 'b', n: 500, mean: 1, variance: 1, unadjustedMean: null, fixedInterval: null },
    ...{ absoluteLift: 0.1, absoluteInterval: null, relativeLift, interval, pValue: isSure ? 0.001 : 0.6 },
    ...{ pValueAdjusted: null, sequentialInterval: null, chanceToWin: null, expectedLoss: null },
    ...{ standardError: null, posterior: null, ...NO_REASON },
  };
  return {
    ...{ metric: 1, name, type: 'mean', direction: 'up', role, margin: 0, baseline: 1, cuped: null },
    ...{ cap: null, variations: [one], slices: [], series: [] },
  };
}

const gain = metric('goal', 'Sign-ups', [0.01, 0.054]);
const loss = metric('goal', 'Sales', [-0.5, -0.1]);
const harm = metric('guardrail', 'Errors', [-0.3, -0.1]);
const open = metric('goal', 'Sign-ups', [-0.1, 0.1]);

function advice(
  metrics: MetricResult[],
  more: Partial<Asked> = {},
  { people = 1_000, alarm = false, pValue = 0.000123 } = {},
) {
  const srm = { observed: [], expected: [], chiSquare: 9, pValue, alarm };
  return recommend(asked(more), { srm, exposed: [people / 2, people / 2], metrics });
}

describe('what is recommended, with the reasons', () => {
  it.each([
    ['continue', advice([gain], {}, { people: 0 }), ['Nobody has been exposed yet.']],
    [
      'investigate',
      advice([gain], {}, { alarm: true }),
      ['People did not come to the variations as they were to (p = 0.00012).'],
    ],
    [
      'investigate',
      advice([gain], {}, { alarm: true, pValue: 1.2e-12 }),
      ['People did not come to the variations as they were to (p below 0.0001).'],
    ],
    ['ship', advice([gain]), ['"Sign-ups" of b is +3.2 % (+1.0 % to +5.4 %).']],
    ['ship', advice([metric('goal', 'Taps', null)]), ['"Taps" of b differs.']],
    [
      'continue',
      advice([gain], { plannedPeople: 5_000 }),
      [
        '"Sign-ups" of b is +3.2 % (+1.0 % to +5.4 %).',
        '1000 of the 5000 planned people are in: a lead this early often shrinks.',
      ],
    ],
    [
      'keepControl',
      advice([gain, loss, harm]),
      [
        '"Sales" of b is −30.0 % (−50.0 % to −10.0 %).',
        'Guardrail: "Errors" of b is −20.0 % (−30.0 % to −10.0 %).',
      ],
    ],
    ['continue', advice([open]), ['No goal is surely better or worse.']],
    [
      'continue',
      advice([open], { plannedPeople: 5_000 }),
      ['No goal is surely better or worse. 1000 of the 5000 planned people are in.'],
    ],
    [
      'stop',
      advice([open], { plannedPeople: 1_000 }),
      [
        'No goal is surely better or worse.',
        'The 1000 planned people are in: a lift of the size that matters would have been seen.',
      ],
    ],
    ['keepControl', advice([open], { stoppedAt: new Date(1) }), ['No goal is surely better or worse.']],
  ])('is to %s', (action, found, reasons) => {
    expect(found).toMatchObject({ action, reasons });
    expect(found.reasonCodes.map(({ code, values }) => said(code, values).reason)).toEqual(reasons);
    for (const { code, values } of found.reasonCodes) {
      const named = REASON_SENTENCES[code].match(/(?<=%\{)\w+/g) ?? [];
      expect([code, Object.keys(values).sort()]).toEqual([code, [...named].sort()]);
    }
  });
});
