import { describe, expect, it } from '@jest/globals';
import { samePage } from './same-page.js';

describe('the same page of another project', () => {
  it.each([
    ['/p/1/data/keys', '/p/7/data/keys'],
    ['/p/1', '/p/7/overview'],
    ['/', '/p/7/overview'],
  ])('%s becomes %s', (from, to) => expect(samePage(from, 7)).toBe(to));
});
