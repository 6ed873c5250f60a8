import { describe, expect, it } from '@jest/globals';
import {
  type FieldProblem,
  PROBLEM_CODES,
  PROBLEM_SENTENCES,
  type ProblemCode,
  codeOfSentence,
} from '@groundswell/contracts';
import { type Fault, problemText } from './problem-text.js';
import { ZH_PROBLEMS } from './zh/problems.js';

const error = ({ errors, ...fault }: Pick<Fault, 'errors'> & NonNullable<Fault['fault']>): Fault => ({
  message: 'In English.',
  errors,
  fault,
});

describe('problemText', () => {
  it('says a code in the language of the reader, and the words of the API in English', () => {
    const stale = error({ code: 'stale_version', values: { version: 3 } });
    expect(problemText(stale, 'zh')).toContain('版本 3');
    expect(problemText(stale, 'zh')).not.toContain('%{');
    expect(problemText(stale, 'en')).toBe('In English.');
  });

  it('says the sentence that another one quotes, too', () => {
    const fault = error({
      code: 'conversion_given_up',
      values: { attempts: 12, reason: 'It is older than the network takes.' },
      cause: { code: 'conversion_old' },
    });
    expect(problemText(fault, 'zh')).toBe(
      ZH_PROBLEMS.conversion_given_up
        .replace('%{attempts}', '12')
        .replace('%{reason}', ZH_PROBLEMS.conversion_old),
    );
    expect(problemText({ ...fault, fault: { ...fault.fault, cause: undefined } }, 'zh')).toContain('older');
  });

  it('falls back to the sentence of the API for codes that it does not know, or that say less', () => {
    expect(problemText(error({ code: 'made_tomorrow' as ProblemCode }), 'zh')).toBe('In English.');
    expect(problemText(error({ code: 'conflict' }), 'zh')).toBe('In English.');
    expect(problemText(error({}), 'zh')).toBe('In English.');
  });

  it('names the fields where each can be said, and else says all in English', () => {
    const long: FieldProblem = {
      path: 'name',
      message: 'too long',
      code: 'field_too_long',
      values: { most: 200 },
    };
    const own = { path: 'rules.0', message: 'must hold something' };
    expect(problemText(error({ code: 'bad_request', errors: [long] }), 'zh')).toBe('name：长度不能超过 200');
    expect(problemText(error({ code: 'bad_request', errors: [long, own] }), 'zh')).toBe('In English.');
  });

  it('has a sentence for every code, with the values that the code always gives, and no other', () => {
    const codes = [...PROBLEM_CODES, ...Object.keys(PROBLEM_SENTENCES)];
    expect(Object.keys(ZH_PROBLEMS)).toEqual(expect.arrayContaining(codes));
    const valuesIn = (text: string) => [...new Set(text.match(/%\{\w+\}/g))];
    for (const [code, wordings] of Object.entries(PROBLEM_SENTENCES)) {
      if (PROBLEM_CODES.includes(code as never)) continue;
      const given = [wordings].flat().map(valuesIn);
      const always = given[0]!.filter((value) => given.every((values) => values.includes(value)));
      expect([code, ...valuesIn(ZH_PROBLEMS[code as keyof typeof ZH_PROBLEMS]).sort()]).toEqual([
        code,
        ...always.sort(),
      ]);
    }
  });

  it.each([
    'Only a draft can be deleted; stop and archive this one.',
    'The rollup cannot answer this: it does not hold the codes of invites. Use "engine": "events" or "auto".',
    'is not the latest version: the experiment was changed meanwhile and is at version 3',
    'must be the data source ID, digits alone',
  ])('says the words that stand in a sentence, too: %s', (sentence) => {
    const { code, values = {} } = codeOfSentence(sentence)!;
    const text = problemText(error({ code, values }), 'zh');
    const words = Object.values(values).filter((value) => /[a-z] ?[a-z]{3}/.test(String(value)));
    expect(words).not.toEqual([]);
    for (const word of words) expect(text).not.toContain(word);
  });
});
