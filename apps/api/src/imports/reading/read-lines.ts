/** A line longer than this is not an event. */
export const MAX_LINE_BYTES = 1024 * 1024;

export interface Line {
  /** 1-based. */
  line: number;
  /** Null: longer than MAX_LINE_BYTES, its content was let go. */
  text: string | null;
}

const NEWLINE = 0x0a;

/** Splits a byte stream into lines, holding no more than one of them; a last line may lack its newline. */
export async function* readLines(source: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  let line = 0;
  const take = (): Line => {
    const text = heldBytes > MAX_LINE_BYTES ? null : decode(held, line === 0);
    held = [];
    heldBytes = 0;
    return { line: ++line, text };
  };
  for await (const chunk of source) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      heldBytes += end - start;
      if (heldBytes <= MAX_LINE_BYTES) held.push(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    heldBytes += chunk.length - start;
    if (heldBytes <= MAX_LINE_BYTES) held.push(chunk.subarray(start));
    else held = [];
  }
  if (heldBytes > 0) yield take();
}

function decode(parts: Buffer[], first: boolean): string {
  const text = Buffer.concat(parts).toString('utf8').replace(/\r$/, '');
  return first ? text.replace(/^\uFEFF/, '') : text;
}
