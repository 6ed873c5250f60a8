import { describe, expect, it } from '@jest/globals';
import {
  type FieldProblem,
  PROBLEM_CODES,
  PROBLEM_SENTENCES,
  type ProblemCode,
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

  it('has a sentence for every code, with no value that the code does not give', () => {
    const codes = [...PROBLEM_CODES, ...Object.keys(PROBLEM_SENTENCES)];
    expect(Object.keys(ZH_PROBLEMS)).toEqual(expect.arrayContaining(codes));
    const valuesIn = (text: string) => text.match(/%\{\w+\}/g) ?? [];
    for (const [code, wordings] of Object.entries(PROBLEM_SENTENCES)) {
      for (const wording of [wordings].flat()) {
        if (PROBLEM_CODES.includes(code as never)) continue;
        expect([code, ...valuesIn(wording)]).toEqual(
          expect.arrayContaining([code, ...valuesIn(ZH_PROBLEMS[code as keyof typeof ZH_PROBLEMS])]),
        );
      }
    }
  });
});
