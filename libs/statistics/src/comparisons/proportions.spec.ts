import { describe, expect, it } from '@jest/globals';
import { compareProportions } from './proportions.js';

// z and p: statsmodels 0.15.0 proportions_ztest; intervals: confint_proportions_2indep (newcombe, wald) and
// proportion_confint (wilson). Counts: cookie_cats day 1 and day 7, adsmart's respondents, and two made up.
it.each([
  [
    20034,
    44700,
    20119,
    45489,
    -1.7840862247974725,
    0.07440965529691913,
    [-0.012391904992707325, 0.000582095069752226],
    [0.44358236514774474, 0.45280237833639625],
    [-0.012392439449445219, 0.0005820998747623034],
  ],
  [
    8502,
    44700,
    8279,
    45489,
    -3.164358912748191,
    0.001554249975614329,
    [-0.013281940871914845, -0.00312130268876128],
    [0.18658979684366292, 0.19386613051747012],
    [-0.013281552418885546, -0.00312104421152628],
  ],
  [
    264,
    586,
    308,
    657,
    0.645680181221037,
    0.5184864982198968,
    [-0.03714149239898086, 0.0734943365873747],
    [0.41068044001381776, 0.49098805220108543],
    [-0.03720170164125788, 0.07377294023222622],
  ],
  [
    0,
    10,
    3,
    12,
    1.7013926184468013,
    0.08886928647264575,
    [-0.0708804156994084, 0.5323053349335658],
    [0, 0.27753279986288926],
    [0.005004501932493188, 0.4949954980675068],
  ],
  [
    1,
    1e6,
    9,
    1e6,
    2.529828452713741,
    0.01141183068999081,
    [1.6793247858747595e-6, 1.6148012693264e-5],
    [1.7652457674537176e-7, 5.664911804311445e-6],
    [1.8020750886028007e-6, 1.41979249113972e-5],
  ],
] as const)('%d of %d and %d of %d', (x1, n1, x2, n2, z, p, newcombe, wilson, wald) => {
  const found = compareProportions({ n: n1, successes: x1 }, { n: n2, successes: x2 });
  expect(found.pooled.z).toBeCloseTo(z, 10);
  expect(found.pooled.pValue).toBeCloseTo(p, 12);
  found.newcombe.forEach((end, at) => expect(end).toBeCloseTo(newcombe[at]!, 12));
  found.wilson.control.forEach((end, at) => expect(end).toBeCloseTo(wilson[at]!, 12));
  found.absolute.interval.forEach((end, at) => expect(end).toBeCloseTo(wald[at]!, 12));
});

describe('cookie_cats', () => {
  it('has the published relative change on day 7', () => {
    // rel_lift and rel_lift_delta_ci95 of an independent calculation with statsmodels.
    const { relative } = compareProportions({ n: 44700, successes: 20034 }, { n: 45489, successes: 20119 });
    expect(relative?.estimate).toBeCloseTo(-0.01317565585974659, 12);
    expect(relative?.interval[0]).toBeCloseTo(-0.02755409900174445, 7);
  });
});

it('has no relative effect where nobody of the control did it', () => {
  expect(compareProportions({ n: 10, successes: 0 }, { n: 12, successes: 3 }).relative).toBeNull();
});
it.each([
  [0, 0],
  [10, 12],
])('refuses %d and %d of 10 and 12', (a, b) => {
  expect(() => compareProportions({ n: 10, successes: a }, { n: 12, successes: b })).toThrow(
    /nothing to test/,
  );
});
it('refuses more successes than people', () => {
  expect(() => compareProportions({ n: 10, successes: 11 }, { n: 12, successes: 1 })).toThrow(/more than n/);
});
