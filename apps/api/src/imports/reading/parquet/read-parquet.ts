import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { type ReadRow, UnusableFile } from '../read-row.js';
import { Turns } from '../turns.js';
import type { ParquetChunk } from './parquet-chunks.js';

/** Compiled, also where this is not: a process knows nothing of how its maker loads TypeScript. */
const ENTRY = join(__dirname, '../../../../dist/imports/reading/parquet/parquet-process.js');
const MOST_HEAP_MIB = 1024;
/** What one process may take. */
const LIMITS = {
  /** In all; a row group may have 512 MiB packed, and lie there twice. */
  mib: 2048,
  /** From piece to piece. */
  ms: 120_000,
};
/** More than imports run at once, so that somebody can look at a file meanwhile. */
const MOST_PROCESSES = 3;

/** What the process answers each time it is asked. */
export type ParquetAnswer =
  | { columns: string[] }
  | ParquetChunk
  | { isOver: true }
  | { refused: string }
  /** What is wrong on our side. */
  | { fault: string };

const processes = new Turns(MOST_PROCESSES);

/**
 * Rows of a Parquet file, some at a time. A few bytes can make work for hours, and claim any memory, so each file is read by a
 * process of its own, which may run out of memory or time alone and knows no secrets.
 * @param onRead told the share of the rows that were read, 0..1
 * @param signal ends the process at once, with the signal's reason for whoever waits
 * @throws UnusableFile
 */
export async function* readParquet(
  path: string,
  onHeader: (columns: string[]) => void,
  onRead: (share: number) => void,
  signal?: AbortSignal,
  limits = LIMITS,
): AsyncGenerator<ReadRow> {
  await processes.enter(signal);
  let child: ChildProcess | undefined;
  try {
    child = start(path, limits.mib);
    for (;;) {
      const answer = await ask(child, limits.ms, signal);
      if ('isOver' in answer) return;
      if ('columns' in answer) onHeader(answer.columns);
      else {
        yield* answer.rows;
        onRead(answer.share);
      }
    }
  } finally {
    child?.kill('SIGKILL');
    processes.leave();
  }
}

function start(path: string, mostMib: number): ChildProcess {
  const child = fork(ENTRY, [path, String(mostMib * 1024 ** 2)], {
    execArgv: [`--max-old-space-size=${MOST_HEAP_MIB}`],
    env: {},
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  // Told to whoever waits; unheard it would end the process.
  return child.on('error', () => undefined);
}

/**
 * The next piece. The process goes on only when it is asked.
 * @throws UnusableFile; the signal's reason
 */
async function ask(child: ChildProcess, mostMs: number, signal?: AbortSignal): Promise<Piece> {
  const answer = await answerOf(child, mostMs, signal);
  if ('refused' in answer) throw new UnusableFile(answer.refused);
  if ('fault' in answer) throw new Error(`The Parquet file was not read: ${answer.fault}`);
  return answer;
}
type Piece = Exclude<ParquetAnswer, { refused: string } | { fault: string }>;

function answerOf(child: ChildProcess, mostMs: number, signal?: AbortSignal): Promise<ParquetAnswer> {
  return new Promise((resolve, reject) => {
    const settle = (end: () => void) => {
      clearTimeout(late);
      child.off('message', take).off('exit', ended).off('error', fail);
      signal?.removeEventListener('abort', stop);
      end();
    };
    const take = (answer: ParquetAnswer) => settle(() => resolve(answer));
    const ended = (code: number | null, name: NodeJS.Signals | null) => take(endedBy(code, name));
    const fail = (error: Error) => settle(() => reject(error));
    const stop = () => fail(signal?.reason as Error);
    const late = setTimeout(take, mostMs, { refused: TOO_SLOW });
    if (signal?.aborted) return stop();
    if (child.exitCode !== null || child.signalCode !== null) return ended(child.exitCode, child.signalCode);
    child.on('message', take).on('exit', ended).on('error', fail);
    signal?.addEventListener('abort', stop);
    // Where it has ended meanwhile, its exit says why.
    child.send('next', () => undefined);
  });
}

/** Node ends so where its heap is full, what watches the memory of the process so, and the machine itself, too. */
function endedBy(code: number | null, signal: NodeJS.Signals | null): ParquetAnswer {
  const isMemory = signal === 'SIGABRT' || signal === 'SIGKILL';
  return isMemory ? { refused: TOO_MUCH } : { fault: `its process ended with ${signal ?? code}` };
}

const TOO_MUCH =
  'The Parquet file takes too much memory to read; write it with smaller row groups and pages.';
const TOO_SLOW = 'The Parquet file takes too long to read; write it with smaller row groups and pages.';
