/** What is looked at of a file to tell how its text is written. */
export const ENCODING_HEAD_BYTES = 64 * 1024;

/**
 * How a text without a byte order mark is written. GB18030 (with it GBK and GB2312, as Chinese Excel saves CSV) is taken
 * only where the bytes are sound GB18030, mostly of GB2312's own characters, and less sound as UTF-8: neither a damaged
 * byte in UTF-8 nor the lone accents of Latin-1 make a text Chinese. All else is UTF-8.
 * @param bytes the file's beginning; its last character may be cut
 */
export function textEncodingOf(bytes: Uint8Array): 'utf-8' | 'gb18030' {
  const head = bytes.subarray(0, ENCODING_HEAD_BYTES);
  return !isMostlyUtf8(head) && isSound(head) && isMostlyGb2312(head) ? 'gb18030' : 'utf-8';
}

/** Also true of plain ASCII. */
function isMostlyUtf8(head: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(head, { stream: true });
  const foreign = [...text].filter((character) => character > '\u007f');
  const broken = foreign.filter((character) => character === '\ufffd').length;
  return broken <= foreign.length / 2;
}

function isSound(head: Uint8Array): boolean {
  try {
    new TextDecoder('gb18030', { fatal: true }).decode(head, { stream: true });
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
