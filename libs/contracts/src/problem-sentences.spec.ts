import { describe, expect, it } from '@jest/globals';
import { PROBLEM_SENTENCES, codeOfSentence } from './problem-sentences.js';

const WORDINGS = Object.entries(PROBLEM_SENTENCES).flatMap(([code, wordings]) =>
  [wordings].flat().map((wording: string) => [code, wording] as const),
);

describe('codeOfSentence', () => {
  it('knows every sentence, with what stands in it', () => {
    const read = WORDINGS.map(([, wording]) => {
      const found = codeOfSentence(wording.replace(/%\{(\w+)\}/g, '<$1>'));
      return [found?.code, found?.values];
    });
    expect(read).toEqual(
      WORDINGS.map(([code, wording]) => {
        const names = [...wording.matchAll(/%\{(\w+)\}/g)].map(([, name]) => name!);
        return [
          code,
          names.length ? Object.fromEntries(names.map((name) => [name, `<${name}>`])) : undefined,
        ];
      }),
    );
  });

  it('knows none that lacks a part of it, and none that is far too long', () => {
    expect(codeOfSentence('The zip cannot be read: .')).toBeNull();
    expect(codeOfSentence('the zip cannot be read: it ends.')).toBeNull();
    expect(codeOfSentence('')).toBeNull();
    expect(codeOfSentence(`The zip cannot be read: ${'x'.repeat(2_000)}.`)).toBeNull();
  });
});
