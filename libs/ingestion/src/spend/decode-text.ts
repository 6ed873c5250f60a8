import { textEncodingOf } from '@groundswell/contracts';
import { OLD_OR_LOCKED } from '../workbook/check-bounds.js';
import { UnusableSpend } from './spend-error.js';

/** How files begin that hold no text, and what to do. */
const NO_TEXT: readonly (readonly [beginning: readonly number[], sentence: string])[] = [
  [[0xd0, 0xcf, 0x11, 0xe0], OLD_OR_LOCKED],
  [[0x25, 0x50, 0x44, 0x46], 'This file is .pdf. Export it again as CSV.'],
];

/**
 * Text of a file: UTF-8, UTF-16 or GB18030. Bytes that are no character of it become U+FFFD, and whoever reads the rows
 * refuses those that hold one (`isDamaged`): names read wrongly would be campaigns of their own.
 * @throws UnusableSpend
 */
export function decodeText(bytes: Uint8Array): string {
  const found = NO_TEXT.find(([beginning]) => beginning.every((byte, at) => bytes[at] === byte));
  if (found) throw new UnusableSpend(found[1]);
  const encoding = textEncodingOf(bytes);
  if (encoding !== 'other') return new TextDecoder(encoding).decode(bytes);
  throw new UnusableSpend(
    'This file is neither UTF-8, UTF-16 nor GB18030 (GBK), so its text cannot be read. Export it again as CSV, or save it as "CSV UTF-8" in a spreadsheet.',
  );
}
