import { type RefusedRow, codeOfSentence } from '@groundswell/contracts';

/** Refused rows with the codes of their reasons. Thousands have few of them, each of which is looked for among hundreds. */
export function codedRows(refused: readonly { line: number; reason: string }[]): RefusedRow[] {
  const codes = new Map<string, ReturnType<typeof codeOfSentence>>();
  return refused.map((row) => {
    if (!codes.has(row.reason)) codes.set(row.reason, codeOfSentence(row.reason));
    return { ...row, ...codes.get(row.reason) };
  });
}
