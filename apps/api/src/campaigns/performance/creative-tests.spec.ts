import { expect, it } from '@jest/globals';
import { type Sum, compareCreatives } from './creative-tests.js';

const shown = (impressions: number, clicks: number): Sum => ({ impressions, clicks });

it('holds a creative against the others of the campaign that showed it most, with what that campaign showed of them', () => {
  const compared = compareCreatives(
    new Map([
      ['hook', new Map([[1, shown(10_000, 300)]])],
      // Shown most in another campaign, and yet it ran beside the hook.
      [
        'plain',
        new Map([
          [1, shown(10_000, 100)],
          [2, shown(50_000, 5_000)],
        ]),
      ],
      ['alone', new Map([[3, shown(9_000, 90)]])],
    ]),
  );
  expect(compared.get('hook')).toMatchObject({ rate: 0.03, others: 0.01, verdict: 'better' });
  expect(compared.get('plain')).toMatchObject({ rate: 0.1, others: null, verdict: 'tooFew' });
  expect(compared.get('alone')).toMatchObject({ rate: 0.01, others: null, verdict: 'tooFew' });
});
