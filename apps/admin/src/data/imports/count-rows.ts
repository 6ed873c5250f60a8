import { isGzip, textOf } from './preview-file.js';

/** Above this, counting would keep the machine busy for the sake of a progress bar. */
const MOST_BYTES = 300 * 1024 * 1024;

/** About how many rows a file has (line ends, less a CSV's header); null where that is not worth knowing. */
export async function countRows(file: File, hasHeader: boolean): Promise<number | null> {
  if (file.size > MOST_BYTES) return null;
  let lines = 0;
  let last = '\n';
  const reader = textOf(file, await isGzip(file)).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    for (let at = value.indexOf('\n'); at >= 0; at = value.indexOf('\n', at + 1)) lines++;
    last = value.at(-1) ?? last;
  }
  if (last !== '\n') lines++;
  return Math.max(0, lines - (hasHeader ? 1 : 0));
}
