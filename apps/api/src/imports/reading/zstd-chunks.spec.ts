import { describe, expect, it } from '@jest/globals';
import { zstdChunks } from './zstd-chunks.js';

/** "event,user\nBuy,u1\n", by the command zstd, with its checksum at the end. */
const FRAME = Buffer.from('KLUv/QRYkQAAZXZlbnQsdXNlcgpCdXksdTEK829kYQ==', 'base64');
const TEXT = 'event,user\nBuy,u1\n';
const SKIPPABLE = Buffer.from('5a2a4d1803000000616263', 'hex');
const frameOf = (fields: string, ...blocks: string[]) =>
  Buffer.from(`28b52ffd${fields}${blocks.join('')}`, 'hex');
/** One byte, repeated once. */
const LAST_BLOCK = '0b000041';

async function unpack(chunks: Buffer[], mostMs = 10_000) {
  let text = '';
  try {
    for await (const chunk of zstdChunks(chunks, mostMs)) text += Buffer.from(chunk).toString();
    return { text };
  } catch (error) {
    return { text, refused: (error as Error).message };
  }
}

describe('zstdChunks', () => {
  it('unpacks frame after frame, wherever the chunks end', async () => {
    const packed = Buffer.concat([FRAME, SKIPPABLE, frameOf('0088', LAST_BLOCK), FRAME]);
    const expected = { text: `${TEXT}A${TEXT}` };
    expect(await unpack([packed])).toEqual(expected);
    expect(await unpack(Array.from(packed, (byte) => Buffer.from([byte])))).toEqual(expected);
  });

  it.each([
    ['a window of 144 MiB', '0089'],
    ['the widest window that can be said', '00ff'],
    ['8 GiB in a single segment', 'e00000000002000000'],
    ['256 MiB in one, with the id of a dictionary', 'a10700000010'],
  ])('refuses %s, also of a later frame', async (_, fields) => {
    const wide = frameOf(fields, LAST_BLOCK);
    const refused = { text: TEXT, refused: expect.stringMatching(/more than 128 MiB/) };
    expect(await unpack([FRAME, SKIPPABLE, wide])).toEqual(refused);
    expect(await unpack([Buffer.concat([FRAME, SKIPPABLE, wide])])).toEqual(refused);
  });

  it('gives what stands before a bad block in the same chunk', async () => {
    expect(await unpack([frameOf('0058', '0a000041'.repeat(4), '0b001041')])).toEqual({
      text: 'AAAA',
      refused: expect.stringMatching(/damaged/),
    });
  });

  it('refuses blocks that are larger than blocks may be', async () => {
    expect(await unpack([frameOf('0058', '0b001041')])).toEqual({
      text: '',
      refused: expect.stringMatching(/damaged/),
    });
  });

  it('gives no more time for what came of it than it had', async () => {
    // 200 blocks of 128 KiB of one byte would earn minutes.
    const rich = '02001041'.repeat(200);
    const slow = `4cf00800ff001054000034${'ff'.repeat(73_216)}01`;
    const { refused } = await unpack([frameOf('0048', rich), Buffer.from(slow, 'hex')], 500);
    expect(refused).toMatch(/take too long/);
  });

  it.each([
    // Each moves a window of 128 MiB.
    ['of many small blocks', frameOf('0088', '0a000041'.repeat(20_000))],
    // Each byte of two copies 64 KiB past the end of the block, which takes the decoder many seconds.
    ['of one block', frameOf('0048', '4cf008', '00ff001054000034', 'ff'.repeat(73_216), '01')],
  ])('gives up work without end %s, and lets others run meanwhile', async (_, packed) => {
    let turns = 0;
    const others = setInterval(() => turns++, 10);
    const { refused } = await unpack([packed], 500);
    clearInterval(others);
    expect(refused).toMatch(/take too long/);
    expect(turns).toBeGreaterThan(10);
  });
});
