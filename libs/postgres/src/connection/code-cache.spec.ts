import { describe, expect, it } from '@jest/globals';
import { CodeCache } from './code-cache.js';

/** Reads that are answered by hand, in the order in which they were asked for. */
function reads() {
  const waiting: ((answer: string) => void)[] = [];
  const cache = new CodeCache<string>(
    () => new Promise((resolve) => waiting.push(resolve)),
    () => true,
  );
  return { cache, answer: (text: string) => waiting.shift()!(text), count: () => waiting.length };
}

describe('CodeCache', () => {
  it.each(['forget', 'forgetAll'] as const)(
    'answers who waited when it was told to %s, and reads anew',
    async (how) => {
      const { cache, answer, count } = reads();
      const early = cache.find('code');
      cache[how]('code');
      const late = cache.find('code');
      expect(count()).toBe(2);
      answer('before');
      answer('after');
      expect(await Promise.all([early, late])).toEqual(['before', 'after']);
      expect(await cache.find('code')).toBe('after');
      expect(count()).toBe(0);
    },
  );
});
