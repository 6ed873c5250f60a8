import { REASON_CODES, REASON_SENTENCES } from '@groundswell/contracts';
import { describe, expect, it } from '@jest/globals';
import raEnglish from 'ra-language-english';
import { en } from './en.js';
import { raZh } from './ra-zh.js';
import { zh } from './zh.js';

type Messages = { [key: string]: string | Messages };

function flatten(messages: Messages, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(messages)) {
    if (typeof value === 'string') flat.set(prefix + key, value);
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) flat.set(inner, text);
  }
  return flat;
}

const placeholders = (text: string) => [...new Set(text.match(/%\{\w+\}/g) ?? [])].sort();

describe('messages', () => {
  it.each([
    ['ours', en, zh],
    ["react-admin's", raEnglish, raZh],
  ])('%s have the same keys in both languages', (_name, english, chinese) => {
    const keys = (messages: unknown) => [...flatten(messages as Messages).keys()].sort();
    expect(keys(chinese)).toEqual(keys(english));
  });

  it('are nowhere empty', () => {
    const texts = [...flatten(en).values(), ...flatten(zh).values()];
    expect(texts.filter((text) => text.trim() === '')).toEqual([]);
  });

  it('name the same placeholders in both languages', () => {
    const chinese = flatten(zh);
    for (const [key, text] of flatten(en)) {
      expect([key, placeholders(chinese.get(key) ?? '')]).toEqual([key, placeholders(text)]);
    }
  });

  it('say every reason of a result, in English with the words of the API', () => {
    expect(en.gs.experiments.reasons).toEqual(REASON_SENTENCES);
    expect(Object.keys(zh.gs.experiments.reasons).sort()).toEqual([...REASON_CODES].sort());
  });
});
