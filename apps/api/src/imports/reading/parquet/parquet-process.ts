/** Reads the Parquet file that it is told, a piece each time it is asked (read-parquet.ts). */
import { Worker } from 'node:worker_threads';
import { UnusableFile } from '../read-row.js';
import { type ParquetChunk, parquetChunks } from './parquet-chunks.js';
import type { ParquetAnswer } from './read-parquet.js';

/** Ends the process also in the middle of a page: where its memory is too much, or nobody is there any more who asks. */
const WATCH = `
const { most, parent } = require('node:worker_threads').workerData;
setInterval(() => {
  if (process.memoryUsage.rss() > most || process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}, 20);
`;

const [path = '', most] = process.argv.slice(2);
const workerData = { most: Number(most), parent: process.ppid };
new Worker(WATCH, { eval: true, workerData }).unref();

// Who stops the product by its terminal stops this, too; whoever asked may still note where they are.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.once('disconnect', () => process.exit());
const answers = answersOf();
process.on('message', () => {
  void answers.next().then(({ value }) => process.send?.(value ?? { isOver: true }));
});

async function* answersOf(): AsyncGenerator<ParquetAnswer | { columns: string[] } | ParquetChunk> {
  try {
    yield* parquetChunks(path);
  } catch (error) {
    yield error instanceof UnusableFile ? { refused: error.message } : { fault: String(error) };
  }
}
