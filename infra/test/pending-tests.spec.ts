import { expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** In a process of its own, as Jest does not load ES modules. */
function pendingTests(report: object): unknown {
  const url = pathToFileURL(join(__dirname, 'pending-tests.mjs')).href;
  const script = `import { pendingTests } from '${url}'; console.log(JSON.stringify(pendingTests(${JSON.stringify(report)})))`;
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }),
  );
}

it('tells tests that lack data from outside from those that lack a part of the machine', () => {
  const suite = (name: string, ...statuses: string[]) => ({
    name,
    assertionResults: statuses.map((status) => ({ status })),
  });
  const testResults = [
    suite('/clone/test/integration/reference-data.spec.ts', 'pending', 'pending'),
    suite('/clone/test/integration/event-log.spec.ts', 'passed', 'pending', 'failed'),
  ];
  expect(pendingTests({ testResults })).toEqual({ outsideData: 2, others: 1 });
});
