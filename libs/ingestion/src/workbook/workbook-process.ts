/** Reads one workbook that it is sent, and answers (read-workbook.ts). */
import { UnusableSpend } from '../spend/spend-error.js';
import { parseWorkbook } from './parse-workbook.js';
import type { WorkbookAnswer } from './read-workbook.js';

// Whoever asked lets go of it once they have the answer, or are gone.
process.once('disconnect', () => process.exit());
process.once('message', (bytes: Uint8Array) => {
  void answerTo(bytes).then((answer) => process.send?.(answer));
});

async function answerTo(bytes: Uint8Array): Promise<WorkbookAnswer> {
  try {
    return { sheets: await parseWorkbook(bytes) };
  } catch (error) {
    if (error instanceof UnusableSpend) return { refused: error.message };
    throw error;
  }
}
