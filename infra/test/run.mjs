#!/usr/bin/env node
/**
 * `npm test` from a bare clone: format, types, lint, unit, integration on real engines, a real browser. Ends with
 * what was skipped and why, and with one line `N passed, N failed`. With CI=true a skip is a failure. With `--deep`
 * (`npm run test:deep`) properties are tried on more random cases (test/support/runs.ts), and lint asks all its rules.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail, seconds } from '../start/console.mjs';
import { checkNode } from '../start/preconditions.mjs';
import { prepare } from '../start/prepare.mjs';
import { findBrowser, findJavaRuntime } from './find-tools.mjs';
import { pendingTests } from './pending-tests.mjs';
import { runForOutput, runLoudly } from './run-loudly.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const strict = process.env.CI === 'true';
const env = {
  ...process.env,
  NX_DAEMON: 'false',
  NX_TUI: 'false',
  FORCE_COLOR: '0',
  ...(process.argv.includes('--deep') ? { TEST_DEEP: 'true' } : { LINT_WITHOUT_COMPILER: 'true' }),
};
const totals = { passed: 0, failed: 0 };
/** Suites that this machine cannot run: a failure where everything must run. */
const skipped = [];
/** Tests that need data which is not part of the project. */
const asides = [];

function count(passed, failed) {
  totals.passed += passed;
  totals.failed += failed;
}

/** A check that is one command: one passed or one failed. What it prints comes in one piece when it ends. */
async function check(title, args) {
  const started = Date.now();
  const { code, output } = await runForOutput(process.execPath, args, { cwd: root, env });
  if (output) console.log(output);
  console.log(
    `── ${title}: ${code === 0 ? 'passed' : `failed (exit ${code})`} in ${seconds(Date.now() - started)}`,
  );
  count(code === 0 ? 1 : 0, code === 0 ? 0 : 1);
}

/** Makes Nx's project graph where it is not there yet: the rule of one-way dependencies reads it. */
const projectGraph = () =>
  runForOutput(process.execPath, [join(root, 'node_modules/nx/dist/bin/nx.js'), 'show', 'projects'], {
    cwd: root,
    env,
  });

/**
 * Format, types and lint beside each other: each of them keeps one core busy for most of its time. Lint is one ESLint
 * over the whole tree, with the rules and the project graph of `npm run lint`, which starts one for each project.
 */
async function staticChecks() {
  const script = (path) => join(root, 'node_modules', path);
  const types = script('typescript-native/bin/tsc');
  console.log('\n── format, types, lint');
  await Promise.all([
    check('format', [script('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']),
    check('types', [types, '--noEmit', '-p', 'tsconfig.json']).then(() =>
      check('types of the UI', [types, '--noEmit', '-p', 'apps/admin/tsconfig.json']),
    ),
    projectGraph().then(() => check('lint', [script('eslint/bin/eslint.js'), '.'])),
  ]);
}

/** Jest projects run together: their own counts. A run that ends without a report is a failure. */
async function jest(projects, extraEnv, extra = []) {
  const project = projects.join(' and ');
  const started = Date.now();
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-test-'));
  const report = join(folder, 'report.json');
  console.log(`\n── ${project} tests`);
  const args = [join(root, 'node_modules/jest/bin/jest.js'), '--selectProjects', ...projects];
  const code = await runLoudly(
    process.execPath,
    [...args, '--json', `--outputFile=${report}`, '--silent=false', ...extra],
    { cwd: root, env: { ...env, ...extraEnv } },
    'stdout-quiet',
  );
  const result = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null;
  rmSync(folder, { recursive: true, force: true });
  const failed = result ? result.numFailedTests + result.numRuntimeErrorTestSuites : 1;
  count(result?.numPassedTests ?? 0, code !== 0 && failed === 0 ? 1 : failed);
  if (result) notePending(project, result);
  console.log(
    `── ${project}: ${result?.numPassedTests ?? 0} passed, ${failed} failed in ${seconds(Date.now() - started)}`,
  );
}

function notePending(project, result) {
  const { outsideData, others } = pendingTests(result);
  if (outsideData > 0)
    asides.push(`${outsideData} ${project} tests on reference data that is not there (REFERENCE_DATA)`);
  if (others > 0) skipped.push(`${others} ${project} tests (each says why above)`);
}

async function main() {
  checkNode();
  process.chdir(root);
  await prepare(root);

  await staticChecks();

  const java = findJavaRuntime();
  const browser = findBrowser();
  if (!java)
    skipped.push(
      'Kafka suites: no Java 17 or newer was found (set JAVA_HOME, or install openjdk-17-jre-headless)',
    );
  if (!browser)
    skipped.push('browser suite: no Chromium or Chrome was found (set CHROME_PATH, or install chromium)');

  await jest(['unit'], {}, ['--maxWorkers=2']);
  // Specs of the browser and of the engines wait for half of their time: a third worker uses the cores meanwhile.
  await jest(
    browser ? ['integration', 'e2e'] : ['integration'],
    { TEST_JUST_BUILT: 'true', ...(browser ? { CHROME_PATH: browser } : {}) },
    ['--maxWorkers=3', '--logHeapUsage'],
  );

  console.log('');
  for (const what of [...asides, ...skipped]) console.log(`Skipped: ${what}`);
  if (strict && skipped.length > 0) {
    console.log('With CI=true a skip is a failure.');
    count(0, skipped.length);
  }
  console.log(`${totals.passed} passed, ${totals.failed} failed`);
  process.exit(totals.failed === 0 ? 0 : 1);
}

main().catch((error) => {
  fail(error);
  console.log(`${totals.passed} passed, ${totals.failed + 1} failed`);
  process.exit(1);
});
