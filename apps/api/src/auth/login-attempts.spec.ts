import { describe, expect, it } from '@jest/globals';
import { LoginAttempts } from './login-attempts.js';

describe('LoginAttempts', () => {
  it('blocks the eleventh failure of an address and e-mail, until five minutes after the first', () => {
    const attempts = new LoginAttempts();
    for (let n = 0; n < 10; n++) expect(attempts.begin('1.1.1.1', 'a@x', n * 1000)).toBe(0);
    expect(attempts.begin('1.1.1.1', 'a@x', 10_000)).toBe(290);
    expect(attempts.begin('1.1.1.1', 'b@x', 10_000)).toBe(0);
    expect(attempts.begin('2.2.2.2', 'a@x', 10_000)).toBe(0);
    expect(attempts.begin('1.1.1.1', 'a@x', 300_001)).toBe(0);
  });

  it('blocks an address that tries many e-mails', () => {
    const attempts = new LoginAttempts();
    for (let n = 0; n < 100; n++) expect(attempts.begin('1.1.1.1', `${n}@x`, 0)).toBe(0);
    expect(attempts.begin('1.1.1.1', 'next@x', 0)).toBeGreaterThan(0);
  });

  it('never blocks somebody who signs in rightly', () => {
    const attempts = new LoginAttempts();
    for (let n = 0; n < 500; n++) {
      expect(attempts.begin('1.1.1.1', 'a@x', 0)).toBe(0);
      attempts.succeeded('1.1.1.1', 'a@x');
    }
  });
});
