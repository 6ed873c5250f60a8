/**
 * `npm run bench [-- --events 20000000 --ingest 200000 --save]`: builds what it needs in a folder of its own, measures
 * pairs side by side in one run, and prints a ratio per line. `--save` keeps the table in docs/benchmarks.md.
 */
import { cpus, release, tmpdir, totalmem } from 'node:os';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureIngestion } from './ingestion.mjs';
import { measureQueries } from './queries.mjs';
import { startEngines } from './engines.mjs';
import { markdown } from './table.mjs';

const require = createRequire(import.meta.url);
require('reflect-metadata');

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    events: { type: 'string', default: '20000000' },
    ingest: { type: 'string', default: '200000' },
    save: { type: 'boolean', default: false },
  },
});
const megabytes = () => Math.round(process.memoryUsage().rss / 1024 / 1024);

const home = mkdtempSync(join(tmpdir(), 'groundswell-bench-'));
mkdirSync(join(home, 'clickhouse'), { mode: 0o700 });
const engines = await startEngines(home);
const lines = [];
try {
  const before = megabytes();
  lines.push(...(await measureIngestion(engines, Number(values.ingest))));
  const ingested = megabytes();
  lines.push(...(await measureQueries(engines.clickhouse, Number(values.events))));
  lines.push({
    what: 'memory of the process: at start, after ingestion, after the queries',
    ours: `${before} MB`,
    baseline: `${ingested} MB, ${megabytes()} MB`,
    ratio: '',
  });
} finally {
  await engines.stop();
  rmSync(home, { recursive: true, force: true });
}

const machine = `${cpus().length} × ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.version}`;
const command = `npm run bench -- --events ${values.events} --ingest ${values.ingest} --save`;
const text = markdown(lines, { machine, command, date: new Date().toISOString().slice(0, 10) });
console.log(`\n${text}`);
if (values.save) writeFileSync('docs/benchmarks.md', text);
process.exit(0);
