import { basename } from 'node:path';

/** Suites on data that is not part of the project: where it is absent, nothing that the machine should have is. */
const ON_OUTSIDE_DATA = new Set(['reference-data.spec.ts']);

/**
 * How many tests of a Jest report were skipped: for want of data from outside, which is no fault, and otherwise.
 * @param {{testResults: {name: string, assertionResults: {status: string}[]}[]}} report
 */
export function pendingTests(report) {
  const pending = { outsideData: 0, others: 0 };
  for (const { name, assertionResults } of report.testResults) {
    const count = assertionResults.filter(({ status }) => status === 'pending').length;
    if (ON_OUTSIDE_DATA.has(basename(name))) pending.outsideData += count;
    else pending.others += count;
  }
  return pending;
}
