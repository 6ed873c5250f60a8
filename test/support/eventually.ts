import { setTimeout as pause } from 'node:timers/promises';

/** Tries an expectation again until it holds: what a page shows comes in steps. @throws what it threw last */
export async function eventually(expectation: () => Promise<void>, limitMs = 20_000): Promise<void> {
  const until = Date.now() + limitMs;
  for (;;) {
    try {
      return await expectation();
    } catch (error) {
      if (Date.now() > until) throw error;
      await pause(100);
    }
  }
}
