import { UnusableSpend } from './spend-error.js';

/** How files begin that hold no text, and what they are. */
const NO_TEXT: readonly (readonly [beginning: readonly number[], what: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], '.xlsx / .zip'],
  [[0xd0, 0xcf, 0x11, 0xe0], '.xls'],
  [[0x25, 0x50, 0x44, 0x46], '.pdf'],
];

/**
 * Text of a file: UTF-8 or UTF-16, told by its mark or, without one, by the zero bytes that UTF-16 has in every header. Other
 * encodings are not guessed: names read wrongly would be campaigns of their own.
 * @throws UnusableSpend
 */
export function decodeText(bytes: Uint8Array): string {
  const found = NO_TEXT.find(([beginning]) => beginning.every((byte, at) => bytes[at] === byte));
  if (found) throw new UnusableSpend(`This file is ${found[1]}. Export it again as CSV.`);
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes).replace(/^\uFEFF/, '');
  } catch {
    throw new UnusableSpend(
      'This file is neither UTF-8 nor UTF-16, so its text cannot be read. Export it again as CSV, or save it as "CSV UTF-8" in a spreadsheet.',
    );
  }
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const head = bytes.subarray(0, 512);
  const zeros = [0, 0];
  head.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2]! += 1;
  });
  if (zeros[1]! > head.length / 8) return 'utf-16le';
  return zeros[0]! > head.length / 8 ? 'utf-16be' : 'utf-8';
}
