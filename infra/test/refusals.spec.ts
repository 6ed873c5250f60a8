import { describe, expect, it } from '@jest/globals';
import { join, relative } from 'node:path';
import { PROBLEM_SENTENCES, codeOfSentence } from '@groundswell/contracts';
import { VALUE, sentencesOf, sourcesBelow } from './source-sentences.js';

const ROOT = join(__dirname, '../..');
const TOLD = [
  'apps/api/src',
  'libs/contracts/src',
  'libs/clickhouse/src',
  'libs/assignment/src',
  'libs/ingestion/src',
];
/** What programs ask without the UI, calculators and flags for SDKs, and faults of connections: they stay English. */
const FOR_PROGRAMS = /\/(statistics|flag-delivery|connection)\/|(health|main)[./]/;

describe('a refusal', () => {
  it('has a code wherever its sentence stands in the source, so that it can be said in another language', () => {
    const uncoded = TOLD.flatMap((folder) => sourcesBelow(join(ROOT, folder)))
      .map((path) => relative(ROOT, path))
      .filter((path) => !FOR_PROGRAMS.test(path))
      .flatMap((path) => sentencesOf(join(ROOT, path)))
      .filter(({ sentence }) => isToldAlone(sentence) && codeOfSentence(sentence) === null)
      .map(({ sentence, place }) => `${relative(ROOT, place)} ${sentence}`);
    expect(uncoded).toEqual([]);
  });

  it('is known by its wording, with the values that it names', () => {
    expect(codeOfSentence('This project has no key 7.')).toEqual({
      code: 'not_there',
      values: { what: 'key', id: '7' },
    });
    expect(codeOfSentence('is named twice')).toEqual({ code: 'named_twice' });
    expect(codeOfSentence('Worded as nothing is.')).toBeNull();
  });

  it('is taken for the wording that says most', () => {
    for (const [code, wordings] of Object.entries(PROBLEM_SENTENCES)) {
      for (const wording of [wordings].flat()) {
        expect([wording, codeOfSentence(wording.replaceAll(/%\{\w+\}/g, VALUE))?.code]).toEqual([
          wording,
          code,
        ]);
      }
    }
  });
});

/** The path of a field before what is said of the field, which has a code of its own. */
const ONLY_A_PATH = new RegExp(`^[\\w.${VALUE}]+:? ${VALUE}(\\.| ${VALUE}\\.|)$|^\\w+: ${VALUE}`);
/** Sentences that only lead to one of a field, or go on from another that is said above. */
const LEADS_TO_FIELDS = [
  `It cannot start: ${VALUE}`,
  `version ${VALUE}. Read`,
  `The file ${VALUE}.`,
  `${VALUE}; `,
];

function isToldAlone(sentence: string): boolean {
  return !ONLY_A_PATH.test(sentence) && !LEADS_TO_FIELDS.some((lead) => sentence.startsWith(lead));
}
