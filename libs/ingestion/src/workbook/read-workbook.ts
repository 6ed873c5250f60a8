import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { UnusableSpend } from '../spend/spend-error.js';
import { TOO_MANY } from './check-bounds.js';
import type { Sheet } from './parse-workbook.js';

/** Compiled, also where this is not: a process knows nothing of how its maker loads TypeScript. */
const ENTRY = join(__dirname, '../../dist/workbook/workbook-process.js');
const MOST_MEMORY_MB = 768;
const MOST_MS = 60_000;
/** By the one Node ends where memory is out, by the other a process whose time is. */
const SPENT: readonly NodeJS.Signals[] = ['SIGABRT', 'SIGKILL'];
/** 128 + SIGABRT, where a shell stands between. */
const OUT_OF_MEMORY = 134;

/** What the process answers with: sheets, or why there are none. */
export type WorkbookAnswer = { sheets: Sheet[] } | { refused: string };

/** An .xlsx workbook, or another zip. */
export function isWorkbook(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 0x03 || bytes[2] === 0x05);
}

let last: Promise<unknown> = Promise.resolve();

/**
 * The sheets of an .xlsx workbook, one file after the other. A few bytes can say that a sheet is huge, so each is read by a
 * process of its own, which may run out of memory or time alone and knows no secrets.
 * @throws UnusableSpend with a sentence that says what to change
 */
export function readWorkbook(bytes: Uint8Array): Promise<Sheet[]> {
  const turn = last.then(() => readApart(bytes));
  last = turn.catch(() => undefined);
  return turn;
}

async function readApart(bytes: Uint8Array): Promise<Sheet[]> {
  const child = fork(ENTRY, [], {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${MOST_MEMORY_MB}`],
    env: {},
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    ...{ timeout: MOST_MS, killSignal: 'SIGKILL' },
  });
  const answer = await answerOf(child, bytes).finally(() => child.connected && child.disconnect());
  if ('refused' in answer) throw new UnusableSpend(answer.refused);
  return answer.sheets;
}

function answerOf(child: ChildProcess, bytes: Uint8Array): Promise<WorkbookAnswer> {
  return new Promise((resolve, reject) => {
    child.once('message', (answer: WorkbookAnswer) => resolve(answer));
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (code === OUT_OF_MEMORY || (signal !== null && SPENT.includes(signal)))
        resolve({ refused: TOO_MANY });
      else reject(new Error(`The process that reads workbooks ended with ${signal ?? code}.`));
    });
    child.send(bytes, (error) => {
      // It may have ended meanwhile, which says itself why.
      if (error && child.connected) reject(error);
    });
  });
}
