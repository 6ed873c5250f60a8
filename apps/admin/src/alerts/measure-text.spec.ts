import { describe, expect, it } from '@jest/globals';
import { Formatter } from '../i18n/format.js';
import { measureText } from './measure-text.js';

describe('what an alert watches', () => {
  it.each([
    ['rate', 0.15, '15.0%'],
    ['ratio', 0, '0.0%'],
    ['users', 1200, '1,200'],
    ['value', null, '–'],
  ])('%s of %s reads %s', (column, value, text) => {
    expect(measureText(new Formatter('en'), { column }, value)).toBe(text);
  });
});
