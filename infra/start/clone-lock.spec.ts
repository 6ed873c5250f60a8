import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const MODULE = pathToFileURL(join(__dirname, 'clone-lock.mjs')).href;

describe('the lock of a clone', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'groundswell-clone-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  /** Works for a moment under the lock, and notes when it began and ended. */
  async function work(): Promise<void> {
    const script = `
      import { appendFileSync } from 'node:fs';
      import { setTimeout as sleep } from 'node:timers/promises';
      import { withCloneLock } from '${MODULE}';
      const note = (text) => appendFileSync('${root}/notes', text);
      await withCloneLock('${root}', () => {}, async () => {
        note('<');
        await sleep(200);
        note('>');
      });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
    expect((await once(child, 'exit'))[0]).toBe(0);
  }

  it('lets one start at a time install or build', async () => {
    await Promise.all([work(), work(), work()]);
    expect(readFileSync(join(root, 'notes'), 'utf8')).toBe('<><><>');
    expect(existsSync(join(root, 'node_modules/.groundswell-lock'))).toBe(false);
  });

  it('is taken over from one that was killed', async () => {
    mkdirSync(join(root, 'node_modules'));
    writeFileSync(join(root, 'node_modules/.groundswell-lock'), '999999 1');
    await work();
    expect(readFileSync(join(root, 'notes'), 'utf8')).toBe('<>');
  });
});
