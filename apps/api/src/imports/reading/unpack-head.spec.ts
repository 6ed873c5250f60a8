import { describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { brotliCompressSync } from 'node:zlib';
import { unpackHead } from './unpack-head.js';

/** "event,user\nBuy,u1\n", by the command zstd, with its checksum at the end. */
const ZSTD = Buffer.from('KLUv/QRYkQAAZXZlbnQsdXNlcgpCdXksdTEK829kYQ==', 'base64');

describe('unpackHead', () => {
  it('unpacks zstd, also where its end is missing', async () => {
    expect((await unpackHead(ZSTD, 'zstd')).toString()).toBe('event,user\nBuy,u1\n');
    expect((await unpackHead(ZSTD.subarray(0, -4), 'zstd')).toString()).toBe('event,user\nBuy,u1\n');
  });

  it('unpacks the beginning of a brotli file that is cut, and no more than it shows', async () => {
    const text = Array.from({ length: 30_000 }, () => randomBytes(8).toString('hex')).join('\n');
    const packed = brotliCompressSync(text);
    const cut = (await unpackHead(packed.subarray(0, 100_000), 'brotli')).toString();
    expect(cut.length).toBeGreaterThan(100_000);
    expect(text.startsWith(cut)).toBe(true);
    expect(await unpackHead(packed, 'brotli')).toHaveLength(256 * 1024);
  });

  it('unpacks one zstd after the other, and lets only a few wait', async () => {
    const turns = Array.from({ length: 5 }, () => unpackHead(ZSTD, 'zstd'));
    await expect(unpackHead(ZSTD, 'zstd')).rejects.toMatchObject({ status: 503, retryAfterSeconds: 5 });
    await Promise.all(turns);
    expect(await unpackHead(ZSTD, 'zstd')).toHaveLength(18);
  });

  it('gives back the turn, and the place, of whoever does not wait any more', async () => {
    // Of one block that takes the decoder many seconds.
    const slow = Buffer.from(`28b52ffd00484cf00800ff001054000034${'ff'.repeat(73_216)}01`, 'hex');
    const gone = new AbortController();
    const left = Array.from({ length: 5 }, () => unpackHead(slow, 'zstd', gone.signal));
    const ended = Promise.allSettled(left);
    gone.abort();
    expect(await unpackHead(ZSTD, 'zstd')).toHaveLength(18);
    expect((await ended).map(({ status }) => status)).toEqual(Array(5).fill('rejected'));
    await expect(unpackHead(ZSTD, 'zstd', gone.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('shows what stands before damage', async () => {
    const damaged = Buffer.concat([ZSTD, Buffer.alloc(16)]);
    expect((await unpackHead(damaged, 'zstd')).toString()).toBe('event,user\nBuy,u1\n');
  });

  it.each(['zstd', 'brotli'] as const)('refuses what is not %s', async (packing) => {
    await expect(unpackHead(Buffer.from('event,user\n'), packing)).rejects.toMatchObject({ status: 400 });
  });
});
