import { describe, expect, it } from '@jest/globals';
import { fitShiftedBetaGeometric, survivalOf } from './shifted-beta-geometric.js';

// Fader and Hardie 2007 publish .704/1.182 and .668/3.806; more digits by scipy 1.17.1's Nelder-Mead on the same likelihood.
const REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241];
const HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491];

describe('the shifted-beta-geometric model', () => {
  it.each([
    [REGULAR, 0.7040773340189852, 1.1820431111502465, -1680.2651884632864],
    [REGULAR.slice(0, 5), 0.763665037023618, 1.2958302069819416, -1401.5594235774447],
    [HIGH_END, 0.6680883732050947, 3.8060953844784335, -1611.1581473911558],
    [HIGH_END.slice(0, 5), 1.2809771116027753, 7.790388998292793, -1225.1349070416109],
  ])('fits %j', (survivors, alpha, beta, logLikelihood) => {
    const fit = fitShiftedBetaGeometric(survivors);
    expect(Math.abs(fit.alpha / alpha - 1)).toBeLessThan(1e-6);
    expect(Math.abs(fit.beta / beta - 1)).toBeLessThan(1e-6);
    expect(fit.logLikelihood).toBeCloseTo(logLikelihood, 8);
    expect(fit.meanChurn).toBeCloseTo(alpha / (alpha + beta), 7);
  });

  it('projects what was not seen', () => {
    const curve = survivalOf(fitShiftedBetaGeometric(REGULAR), 12);
    expect(curve[1]).toBeCloseTo(0.6267060590842534, 7);
    expect(curve[12]).toBeCloseTo(0.17003744795798678, 7);
  });

  it('finds the parameters of counts without noise again', () => {
    const survivors = survivalOf({ alpha: 2, beta: 5 }, 9).map((share) => share * 1e9);
    const { alpha, beta } = fitShiftedBetaGeometric(survivors);
    expect([alpha, beta]).toEqual([expect.closeTo(2, 5), expect.closeTo(5, 5)]);
  });

  it.each([
    [[1000, 900], /two periods/],
    [[1000, 900, 950], /must not be more/],
    [[1000, 1000, 1000], /nobody left/],
    [[1000, 900, 810, 729], /no best fit/],
    [[1000, 900, 500], /no best fit/],
  ])('refuses %j', (survivors, message) => {
    expect(() => fitShiftedBetaGeometric(survivors)).toThrow(message);
  });
});
