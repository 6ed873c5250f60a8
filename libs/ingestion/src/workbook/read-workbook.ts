import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { UnusableSpend } from '../spend/spend-error.js';
import type { ReadSpend, SpendOptions } from '../spend/read-spend.js';
import { TOO_MANY } from './check-bounds.js';

/** Compiled, also where this is not: a process knows nothing of how its maker loads TypeScript. */
const ENTRY = join(__dirname, '../../dist/workbook/workbook-process.js');
const MOST_MEMORY_MB = 768;
const MOST_MS = 60_000;

/** What is made of a workbook: its only sheet as CSV, or the spend in it. */
export interface WorkbookTask {
  bytes: Uint8Array;
  /** Absent: CSV. */
  spend?: SpendOptions;
}
export type WorkbookAnswer = { csv: string } | { spend: ReadSpend } | { refused: string };

/** An .xlsx workbook, or another zip. */
export function isWorkbook(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 0x03 || bytes[2] === 0x05);
}

/**
 * The only sheet of an .xlsx workbook as CSV (`sheetCsv`).
 * @param signal of whoever waits: once they are gone nothing more is read for them
 * @throws UnusableSpend with a sentence that says what to change
 */
export async function readWorkbookCsv(bytes: Uint8Array, signal?: AbortSignal): Promise<string> {
  return ((await inTurn({ bytes }, signal)) as { csv: string }).csv;
}

/** The spend in an .xlsx workbook (`readSpend`). Signal and errors are those of `readWorkbookCsv`. */
export async function readWorkbookSpend(
  bytes: Uint8Array,
  options: SpendOptions,
  signal?: AbortSignal,
): Promise<ReadSpend> {
  return ((await inTurn({ bytes, spend: options }, signal)) as { spend: ReadSpend }).spend;
}

let last: Promise<unknown> = Promise.resolve();

/**
 * One file after the other. A few bytes can say that a sheet is huge, so each is read by a process of its own, which may run out
 * of memory or time alone and knows no secrets. Cells stay there: only what is made of them comes back.
 */
async function inTurn(task: WorkbookTask, signal?: AbortSignal): Promise<WorkbookAnswer> {
  const turn = last.then(() => {
    if (signal?.aborted) throw new UnusableSpend(GIVEN_UP);
    return readApart(task, signal);
  });
  last = turn.catch(() => undefined);
  const answer = await turn;
  if ('refused' in answer) throw new UnusableSpend(answer.refused);
  return answer;
}

const GIVEN_UP = 'Whoever sent this workbook did not wait for it to be read.';

async function readApart(task: WorkbookTask, signal?: AbortSignal): Promise<WorkbookAnswer> {
  const child = fork(ENTRY, [], {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${MOST_MEMORY_MB}`],
    env: {},
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  let why: string | null = null;
  const stop = (reason: string) => {
    why ??= reason;
    child.kill('SIGKILL');
  };
  const late = setTimeout(stop, MOST_MS, TOO_MANY);
  const left = () => stop(GIVEN_UP);
  signal?.addEventListener('abort', left);
  try {
    return await answerOf(child, task, () => why);
  } finally {
    clearTimeout(late);
    signal?.removeEventListener('abort', left);
    if (child.connected) child.disconnect();
  }
}

/** @param why it was ended by us; null: it was not */
function answerOf(
  child: ChildProcess,
  task: WorkbookTask,
  why: () => string | null,
): Promise<WorkbookAnswer> {
  return new Promise((resolve, reject) => {
    child.once('message', (answer: WorkbookAnswer) => resolve(answer));
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      // Node ends so where memory is out.
      const refused = why() ?? (signal === 'SIGABRT' ? TOO_MANY : null);
      if (refused !== null) resolve({ refused });
      else reject(new Error(`The process that reads workbooks ended with ${signal ?? code}.`));
    });
    child.send(task, (error) => {
      // It may have ended meanwhile, which says itself why.
      if (error && child.connected) reject(error);
    });
  });
}
