import { MAX_LINE_BYTES } from './read-lines.js';
import { type ReadRow, UnusableFile, parseRow } from './read-row.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN = new Set([0x5b, 0x7b]);
const CLOSE = new Set([0x5d, 0x7d]);

/**
 * The elements of one JSON array, holding no more than one of them. `line` is the place of an element, from 1, as an
 * array may stand in a single line.
 * @throws UnusableFile where the array does not end
 */
export async function* readJsonArray(bytes: AsyncIterable<Buffer>): AsyncGenerator<ReadRow> {
  const elements = new ElementSplitter();
  for await (const chunk of bytes) yield* elements.split(chunk);
  if (!elements.isOver) throw new UnusableFile('The JSON array ends too early.');
}

/** Finds where the elements of the outermost array end: at its commas and at its bracket. */
class ElementSplitter {
  isOver = false;
  private depth = 0;
  private isText = false;
  private isEscaped = false;
  private held: Buffer[] = [];
  private heldBytes = 0;
  private count = 0;

  *split(chunk: Buffer): Generator<ReadRow> {
    let start = 0;
    for (let at = 0; at < chunk.length && !this.isOver; at++) {
      const byte = chunk[at]!;
      if (this.isText) {
        this.inText(byte);
        continue;
      }
      if (byte === QUOTE) this.isText = true;
      else if (OPEN.has(byte) && this.depth++ === 0) start = at + 1;
      else if (CLOSE.has(byte)) this.isOver = --this.depth <= 0;
      if (!this.isOver && !(byte === COMMA && this.depth === 1)) continue;
      this.hold(chunk.subarray(start, at));
      start = at + 1;
      yield* this.take();
    }
    if (!this.isOver && this.depth > 0) this.hold(chunk.subarray(start));
  }

  private inText(byte: number): void {
    if (this.isEscaped) this.isEscaped = false;
    else if (byte === BACKSLASH) this.isEscaped = true;
    else if (byte === QUOTE) this.isText = false;
  }

  private hold(part: Buffer): void {
    this.heldBytes += part.length;
    if (this.heldBytes <= MAX_LINE_BYTES) this.held.push(part);
    else this.held = [];
  }

  private *take(): Generator<ReadRow> {
    const isLong = this.heldBytes > MAX_LINE_BYTES;
    const text = Buffer.concat(this.held).toString('utf8');
    this.held = [];
    this.heldBytes = 0;
    // Nothing stands between the brackets of an empty array.
    if (!isLong && this.isOver && text.trim() === '') return;
    const line = ++this.count;
    yield isLong ? { line, reason: `the row is longer than ${MAX_LINE_BYTES} bytes` } : parseRow(line, text);
  }
}
