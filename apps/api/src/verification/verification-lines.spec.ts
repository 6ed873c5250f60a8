import type { VerificationReport } from '@groundswell/contracts';
import { describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { verificationLines } from './verification-lines.js';

async function all(lines: AsyncIterable<string>): Promise<object[]> {
  let text = '';
  for await (const line of lines) text += line;
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
}

describe('the lines of a verification', () => {
  const report = { projectId: 1 } as VerificationReport;

  it('say again how far it is while nothing new is said, so that nobody gives it up', async () => {
    const work = async (say: (progress: string) => void) => {
      say('comparing');
      await pause(100);
      return report;
    };
    const lines = await all(verificationLines(work, 20));
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.slice(0, -1)).toEqual(lines.slice(0, -1).map(() => ({ progress: 'comparing' })));
    expect(lines.at(-1)).toEqual({ report });
  });

  it('end with what went wrong', async () => {
    const work = () => Promise.reject(new Error('The disk is away.'));
    expect(await all(verificationLines(work))).toEqual([{ error: 'The disk is away.' }]);
  });
});
