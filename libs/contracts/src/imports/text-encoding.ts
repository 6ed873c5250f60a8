/** What is looked at of a file to tell how its text is written. */
export const ENCODING_HEAD_BYTES = 64 * 1024;

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'other';

/**
 * How a text is written. UTF-16 is told by its mark or, without one, by the zero bytes that it has wherever a letter is Latin,
 * and be it the ends of the lines alone. GB18030
 * (with it GBK and GB2312, as Chinese Excel saves CSV) is taken only where the bytes are sound GB18030, mostly of GB2312's own
 * characters, and less sound as UTF-8: neither a damaged byte in UTF-8 nor the lone accents of Latin-1 make a text Chinese. A
 * text that is neither and mostly cannot be read is `other`, be it Latin-1, Big5 or Shift JIS; a stray byte or two in its
 * rows are a fault of the file, and it is UTF-8.
 * @param bytes the file's beginning; its last character may be cut
 */
export function textEncodingOf(bytes: Uint8Array): TextEncoding {
  const head = bytes.subarray(0, ENCODING_HEAD_BYTES);
  const wide = utf16Of(head);
  if (wide !== null) return wide;
  const text = new TextDecoder('utf-8').decode(head, { stream: true });
  const foreign = [...text].filter((character) => character > '\u007f');
  const broken = foreign.filter((character) => character === BROKEN).length;
  if (broken <= foreign.length / 2) return 'utf-8';
  if (isSound(head, 'gb18030') && isMostlyGb2312(head)) return 'gb18030';
  const sparse = sparseUtf16Of(head);
  if (sparse !== null) return sparse;
  const header = text.trimStart().split(/[\r\n]/, 1)[0] ?? '';
  return broken > MOST_STRAY || header.includes(BROKEN) ? 'other' : 'utf-8';
}

/** Text that lost a character: its bytes were none in the encoding of the file, or the file says so itself. */
export function isDamaged(text: string): boolean {
  return text.includes(BROKEN);
}

/** What a decoder puts in the place of bytes that are no character. */
const BROKEN = '\ufffd';
const MOST_STRAY = 2;
const UTF16_HEAD_BYTES = 512;

function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const head = bytes.subarray(0, UTF16_HEAD_BYTES);
  const [big, little] = zerosOf(head);
  if (Math.max(big, little) <= head.length / 8) return null;
  return little > big ? 'utf-16le' : 'utf-16be';
}

/** Zero bytes at even and at odd places. */
function zerosOf(head: Uint8Array): [big: number, little: number] {
  const zeros: [number, number] = [0, 0];
  head.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2 === 0 ? 0 : 1] += 1;
  });
  return zeros;
}

/**
 * Of a text with few Latin letters: the zero bytes of one side are each beside an ASCII character, one of which ends a line or a
 * cell, and what is read so is sound. A character may have a zero on the other side, as 一 (U+4E00) has.
 */
function sparseUtf16Of(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const isOf = (encoding: TextEncoding, side: 0 | 1): boolean => {
    const besides = beside(head, side);
    const areAscii = besides.every((byte) => (byte >= 0x20 && byte < 0x7f) || ENDS.includes(byte));
    return areAscii && besides.some((byte) => ENDS.includes(byte)) && isSound(head, encoding);
  };
  const [little, big] = [isOf('utf-16le', 1), isOf('utf-16be', 0)];
  if (little === big) return null;
  return little ? 'utf-16le' : 'utf-16be';
}

/** Tab, line feed, carriage return. */
const ENDS = [0x09, 0x0a, 0x0d];

/** The other bytes of the pairs that have a zero on a side. */
function beside(head: Uint8Array, side: 0 | 1): number[] {
  const found: number[] = [];
  for (let at = side; at < head.length; at += 2) if (head[at] === 0) found.push(head[at ^ 1] ?? 0x20);
  return found;
}

function isSound(head: Uint8Array, encoding: TextEncoding): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** GB2312's characters are two high bytes each; in Latin-1 an ASCII letter follows an accent. */
function isMostlyGb2312(head: Uint8Array): boolean {
  let pairs = 0;
  let high = 0;
  for (let at = 0; at + 1 < head.length; at++) {
    if (head[at]! < 0x80) continue;
    pairs++;
    if (head[++at]! >= 0xa1) high++;
  }
  return high >= pairs * 0.9;
}
