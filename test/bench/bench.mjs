/**
 * `npm run bench [-- --events 20000000 --ingest 200000 --memory 1000000 --touches 10000000 --people 1000000 --save]`: builds what it needs in a folder of its own, measures
 * pairs side by side in one run, and prints a ratio per line. `--save` keeps the table in docs/benchmarks.md. `--only links` (or flags, ingest, events,
 * touches, people, memory; several with commas) measures that alone.
 */
import { cpus, release, tmpdir, totalmem } from 'node:os';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureAttribution } from './attribution.mjs';
import { measureExperiments } from './experiments.mjs';
import { measureLocal } from './flags.mjs';
import { measureIngestion } from './ingestion.mjs';
import { measureLinks } from './links.mjs';
import { measureMemory } from './memory.mjs';
import { measureQueries } from './queries.mjs';
import { measureRemote } from './remote-flags.mjs';
import { startEngines } from './engines.mjs';
import { markdown } from './table.mjs';

const require = createRequire(import.meta.url);
require('reflect-metadata');

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    events: { type: 'string', default: '20000000' },
    ingest: { type: 'string', default: '200000' },
    memory: { type: 'string', default: '1000000' },
    touches: { type: 'string', default: '10000000' },
    people: { type: 'string', default: '1000000' },
    links: { type: 'string', default: '5000' },
    flags: { type: 'string', default: '10' },
    only: { type: 'string' },
    save: { type: 'boolean', default: false },
  },
});

/** How much to measure of it; 0 where something else alone is asked for. */
const size = (name) =>
  values.only === undefined || values.only.split(',').includes(name) ? Number(values[name]) : 0;
/** What is measured on the embedded engines. */
const ON_ENGINES = {
  flags: async (engines, seconds) => [await measureRemote(engines, seconds)],
  links: async (engines, requests) => [await measureLinks(engines, requests)],
  ingest: measureIngestion,
  events: ({ clickhouse }, events) => measureQueries(clickhouse, events),
  touches: ({ clickhouse }, touches) => measureAttribution(clickhouse, touches),
  people: ({ clickhouse }, people) => measureExperiments(clickhouse, people),
};

const lines = size('flags') > 0 ? [measureLocal()] : [];
await inFolder(async (home) => {
  const engines = await startEngines(home);
  try {
    for (const [name, measure] of Object.entries(ON_ENGINES)) {
      if (size(name) > 0) lines.push(...(await measure(engines, size(name))));
    }
  } finally {
    await engines.stop();
  }
});
if (size('memory') > 0) {
  await inFolder(async (home) => lines.push(await measureMemory(home, size('memory'))));
}

async function inFolder(work) {
  const home = mkdtempSync(join(tmpdir(), 'groundswell-bench-'));
  mkdirSync(join(home, 'clickhouse'), { mode: 0o700 });
  try {
    await work(home);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

const machine = `${cpus().length} × ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.version}`;
const command = `npm run bench -- --events ${values.events} --ingest ${values.ingest} --memory ${values.memory} --touches ${values.touches} --people ${values.people} --save`;
const text = markdown(lines, { machine, command, date: new Date().toISOString().slice(0, 10) });
console.log(`\n${text}`);
if (values.save) writeFileSync('docs/benchmarks.md', text);
process.exit(0);
