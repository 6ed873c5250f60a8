import { describe, expect, it } from '@jest/globals';
import { ago } from './ago.js';

describe('ago', () => {
  it.each([
    [2_400, 'en', /^2 sec\.? ago$/],
    [-500, 'en', /^0 sec\.? ago$/],
    [61_000, 'en', /^1 min\.? ago$/],
    [2 * 3_600_000, 'en', /^2 hr\.? ago$/],
    [3 * 86_400_000 + 5, 'en', /^3 days ago$/],
    [2_400, 'zh-CN', /^2\s?秒前$/],
  ])('%i ms in %s', (ms, tag, text) => expect(ago(ms, tag)).toMatch(text));
});
