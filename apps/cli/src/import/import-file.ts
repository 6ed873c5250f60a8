import cliProgress from 'cli-progress';
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { Transform } from 'node:stream';
import { type ApiClient, Unreachable } from '../api-client.js';
import { followImport } from './follow-import.js';
import type { ImportState } from './import-state.js';
import { parseMapping } from './mapping.js';

export interface ImportFileOptions {
  file: string;
  project: string;
  map?: string;
  format?: string;
  timeZone?: string;
}

const FORMATS = ['csv', 'ndjson', 'json', 'parquet', 'posthog', 'mixpanel', 'amplitude', 'segment'];

/** Uploads a log, follows it until it is queryable, and prints what was refused. */
export async function importFile(client: ApiClient, options: ImportFileOptions): Promise<void> {
  const query = queryOf(options);
  const size = sizeOf(options.file);
  const projectId = await findProject(client, options.project);
  const { importId } = await upload(client, `/projects/${projectId}/imports?${query}`, options.file, size);
  const end = await followImport(client, `/projects/${projectId}/imports/${importId}`);
  report(end);
  if (end.state === 'failed') throw new Error(`The import failed: ${end.error ?? 'no reason was given'}`);
}

function queryOf({ file, map, format, timeZone }: ImportFileOptions): URLSearchParams {
  const query = new URLSearchParams({ fileName: basename(file) });
  if (map !== undefined) query.set('mapping', JSON.stringify(parseMapping(map)));
  if (format !== undefined && !FORMATS.includes(format))
    throw new Error(`--format is one of ${FORMATS.join(', ')}, not "${format}".`);
  if (format !== undefined) query.set('format', format);
  if (timeZone !== undefined) query.set('timeZone', timeZone);
  return query;
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    throw new Error(`${file} cannot be read.`);
  }
}

/** By number or name. */
export async function findProject(client: ApiClient, wanted: string): Promise<number> {
  const { data } = await client.get<{ data: { id: number; name: string }[] }>('/projects?perPage=1000');
  const found = data.filter(({ id, name }) => String(id) === wanted || name === wanted);
  if (found.length === 1 && found[0]) return found[0].id;
  const names = data.map(({ id, name }) => `${id} (${name})`).join(', ');
  throw new Error(
    `${found.length === 0 ? 'No' : 'More than one'} project "${wanted}". There are: ${names || 'none'}.`,
  );
}

async function upload(
  client: ApiClient,
  path: string,
  file: string,
  size: number,
): Promise<{ importId: string }> {
  const format = 'Uploading  {bar} {percentage} %  {value}/{total} bytes  {duration_formatted}';
  const progress = new cliProgress.SingleBar({ format, hideCursor: true, stream: process.stderr });
  progress.start(size, 0);
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      progress.increment(chunk.length);
      done(null, chunk);
    },
  });
  try {
    return await client.upload(path, createReadStream(file).pipe(counted), {
      'content-type': 'application/octet-stream',
      'content-length': String(size),
    });
  } catch (error) {
    if (error instanceof Unreachable) throw new Error(`${error.message.replace(/\.?$/, '.')} ${AGAIN}`);
    throw error;
  } finally {
    progress.stop();
  }
}

const AGAIN =
  'Nothing of the file was taken; run the same command again. Should it have been taken after all, its rows are known by ' +
  'their ids and counted once.';

function report(end: ImportState): void {
  const known = end.duplicates ? ` (${end.duplicates} of them stored before, which changed nothing)` : '';
  const as = end.format ? ` read as ${end.format}` : '';
  console.log(`${end.rows} rows${as}: ${end.accepted} accepted${known}, ${end.rejected} refused.`);
  for (const { line, file, reason } of end.rejectedSample.slice(0, 10))
    console.log(`  ${file === undefined ? '' : `${file} `}line ${line}: ${reason}`);
}
