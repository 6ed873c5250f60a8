/** Reads one workbook that it is sent, and answers (read-workbook.ts). */
import { UnusableSpend } from '../spend/spend-error.js';
import { readSpend } from '../spend/read-spend.js';
import { parseWorkbook } from './parse-workbook.js';
import type { WorkbookAnswer, WorkbookTask } from './read-workbook.js';
import { sheetCsv } from './sheet-csv.js';

// Whoever asked lets go of it once they have the answer, or are gone.
process.once('disconnect', () => process.exit());
process.once('message', (task: WorkbookTask) => {
  void answerTo(task).then((answer) => process.send?.(answer));
});

async function answerTo({ bytes, spend }: WorkbookTask): Promise<WorkbookAnswer> {
  try {
    const sheets = await parseWorkbook(bytes);
    return spend ? { spend: readSpend(sheets, spend) } : { csv: sheetCsv(sheets) };
  } catch (error) {
    if (error instanceof UnusableSpend) return { refused: error.message };
    throw error;
  }
}
