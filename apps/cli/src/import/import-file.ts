import cliProgress from 'cli-progress';
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { Transform } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient } from '../api-client.js';
import { parseMapping } from './mapping.js';

interface ImportState {
  state: 'running' | 'done' | 'failed';
  rows: number;
  accepted: number;
  rejected: number;
  rejectedSample: { line: number; reason: string }[];
  error?: string | null;
}

export interface ImportFileOptions {
  file: string;
  project: string;
  map: string;
  format?: string;
}

/** Uploads a log, follows it until it is queryable, and prints what was refused. */
export async function importFile(client: ApiClient, options: ImportFileOptions): Promise<void> {
  const mapping = parseMapping(options.map);
  const size = sizeOf(options.file);
  const projectId = await findProject(client, options.project);
  const query = new URLSearchParams({ mapping: JSON.stringify(mapping), fileName: basename(options.file) });
  const { importId } = await upload(client, `/projects/${projectId}/imports?${query}`, options, size);
  const end = await follow(client, `/projects/${projectId}/imports/${importId}`);
  report(end);
  if (end.state === 'failed') throw new Error(`The import failed: ${end.error ?? 'no reason was given'}`);
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    throw new Error(`${file} cannot be read.`);
  }
}

async function findProject(client: ApiClient, wanted: string): Promise<number> {
  const { data } = await client.get<{ data: { id: number; name: string }[] }>('/projects?perPage=1000');
  const found = data.filter(({ id, name }) => String(id) === wanted || name === wanted);
  if (found.length === 1 && found[0]) return found[0].id;
  const names = data.map(({ id, name }) => `${id} (${name})`).join(', ');
  throw new Error(
    `${found.length === 0 ? 'No' : 'More than one'} project "${wanted}". There are: ${names || 'none'}.`,
  );
}

function bar(title: string, unit: string): cliProgress.SingleBar {
  const format = `${title}  {bar} {percentage} %  {value}/{total} ${unit}  {duration_formatted}`;
  return new cliProgress.SingleBar({ format, hideCursor: true, noTTYOutput: false, stream: process.stderr });
}

async function upload(
  client: ApiClient,
  path: string,
  { file, format }: ImportFileOptions,
  size: number,
): Promise<{ importId: string }> {
  const progress = bar('Uploading', 'bytes');
  progress.start(size, 0);
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      progress.increment(chunk.length);
      done(null, chunk);
    },
  });
  try {
    return await client.upload(path, createReadStream(file).pipe(counted), {
      'content-type': contentType(file, format),
      'content-length': String(size),
    });
  } finally {
    progress.stop();
  }
}

function contentType(file: string, format?: string): string {
  const name = file.replace(/\.gz$/i, '').toLowerCase();
  const kind = format ?? (/\.(ndjson|jsonl|json)$/.test(name) ? 'ndjson' : 'csv');
  if (kind === 'ndjson') return 'application/x-ndjson';
  if (kind === 'csv') return 'text/csv';
  throw new Error(`--format is csv or ndjson, not "${kind}".`);
}

async function follow(client: ApiClient, path: string): Promise<ImportState> {
  const progress = bar('Importing', 'rows');
  progress.start(0, 0);
  try {
    for (;;) {
      const state = await client.get<ImportState>(path);
      progress.setTotal(state.rows);
      progress.update(state.accepted + state.rejected);
      if (state.state !== 'running') return state;
      await sleep(300);
    }
  } finally {
    progress.stop();
  }
}

function report(end: ImportState): void {
  console.log(`${end.rows} rows: ${end.accepted} accepted, ${end.rejected} refused.`);
  for (const { line, reason } of end.rejectedSample.slice(0, 10)) console.log(`  line ${line}: ${reason}`);
}
