import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SecretBox, SecretUnreadable, secretKey } from './secret-box.js';

const box = new SecretBox(Buffer.alloc(32, 7));

describe('a sealed secret', () => {
  it('opens to what it was, and says nothing of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const sealed = box.seal(text, 'row 1');
        expect(box.open(sealed, 'row 1')).toBe(text);
        if (text.length > 8) expect(sealed).not.toContain(text);
      }),
    );
  });

  it('is another text each time', () => {
    expect(box.seal('same', 'row')).not.toBe(box.seal('same', 'row'));
  });

  it.each([
    ['another key', (sealed: string) => new SecretBox(Buffer.alloc(32, 8)).open(sealed, 'row 1')],
    ['another row', (sealed: string) => box.open(sealed, 'row 2')],
    ['a changed byte', (sealed: string) => box.open(`${sealed.slice(0, -2)}AA`, 'row 1')],
    ['nothing', () => box.open('', 'row 1')],
    ['a text that never was sealed', () => box.open('https://example.com', 'row 1')],
  ])('does not open with %s', (_, open) => {
    expect(() => open(box.seal('a secret of some length', 'row 1'))).toThrow(SecretUnreadable);
  });
});

describe('the key', () => {
  it('is made once, for the eyes of its owner alone', () => {
    const home = mkdtempSync(join(tmpdir(), 'groundswell-key-'));
    try {
      const first = secretKey({ home });
      expect(first).toHaveLength(32);
      expect(secretKey({ home })).toEqual(first);
      expect(statSync(join(home, 'secret.key')).mode & 0o777).toBe(0o600);
    } finally {
      rmSync(home, { recursive: true });
    }
  });

  it('is the one that was set, where one was', () => {
    const given = Buffer.alloc(32, 1);
    expect(secretKey({ secretKey: given, home: '/nowhere' })).toBe(given);
  });
});
