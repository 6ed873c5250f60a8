import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
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

const text = fc.string({ unit: fc.constantFrom('a', 'b', '_'), minLength: 1, maxLength: 2 });
const edge = fc.string({ unit: fc.constantFrom('a', '_'), maxLength: 1 });
const name = fc.string({ unit: fc.constantFrom('a', 'b', '_', 'x'), maxLength: 14 });

/** As one expression: parts as short as they can be, the last as long as it can be. */
function byExpression(first: string, texts: string[], last: string, seen: string) {
  const middle = texts.map((between) => `(.+?)${between}`).join('');
  const found = new RegExp(`^${first}${middle}(.+)${last}$`).exec(seen);
  return found && Object.fromEntries(found.slice(1).map((part, at) => [`p${at}`, part]));
}

describe('parseName, of any name', () => {
  it('divides names as an expression would', () => {
    fc.assert(
      fc.property(edge, fc.array(text, { maxLength: 3 }), edge, name, (first, texts, last, seen) => {
        const template = `${first}{p0}${texts.map((between, at) => `${between}{p${at + 1}}`).join('')}${last}`;
        expect(parseName(template, seen)).toEqual(byExpression(first, texts, last, seen));
      }),
      { numRuns: 5_000 },
    );
  });

  it('tells at once that a long name does not follow', () => {
    const template = `${Array.from({ length: 60 }, (_, at) => `{p${at}}a`).join('')}X`;
    expect(parseName(template, 'a'.repeat(5_000))).toBeNull();
  });
});
