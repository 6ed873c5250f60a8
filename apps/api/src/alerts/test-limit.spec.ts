import { ProblemException } from '@groundswell/platform';
import { expect, it } from '@jest/globals';
import { TestLimit } from './test-limit.js';

it('lets ten a minute of a project through, and says when the next may come', () => {
  const clock = { now: 0 };
  const limit = new TestLimit(() => clock.now);
  for (let sent = 0; sent < 10; sent++) limit.take(1);
  clock.now = 20_000;
  expect(() => limit.take(1)).toThrow(ProblemException);
  expect(() => limit.take(1)).toThrow('Try again in 40 seconds');
  limit.take(2);
  clock.now = 60_001;
  limit.take(1);
});
