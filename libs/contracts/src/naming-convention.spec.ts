import { describe, expect, it } from '@jest/globals';
import { parseName, templateProblem } from './naming-convention.js';

describe('a naming convention', () => {
  it.each([
    ['{a}_{b}', null],
    ['plain', 'noPart'],
    ['{a}_{a}', 'twice'],
    ['{a}{b}', 'touching'],
  ])('%s: %s', (template, problem) => {
    expect(templateProblem(template)).toBe(problem);
  });

  it('takes names apart, the last part taking what is left', () => {
    expect(parseName('{market}_{goal}', 'CN_Install_2402')).toEqual({ market: 'CN', goal: 'Install_2402' });
    expect(parseName('{market}.{goal}', 'CN_Install')).toBeNull();
  });
});
