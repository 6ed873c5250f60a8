import { MAX_LINE_BYTES, readLines } from './read-lines.js';
import { type ReadRow, parseRow } from './read-row.js';

/** One JSON object a line; blank lines are none. */
export async function* readNdjson(bytes: AsyncIterable<Buffer>): AsyncGenerator<ReadRow> {
  for await (const { line, text } of readLines(bytes)) {
    if (text === null) yield { line, reason: `the line is longer than ${MAX_LINE_BYTES} bytes` };
    else if (text.trim() !== '') yield parseRow(line, text);
  }
}
