import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { ApiClient } from '../api-client.js';
import { findProject } from '../import/import-file.js';

export interface ExportEventsOptions {
  project: string;
  from: string;
  to: string;
  event?: string;
}

/** Writes the events of a range to standard output, one a line; it ends with an error when it is not all of them. */
export async function exportEvents(
  client: ApiClient,
  { project, from, to, event }: ExportEventsOptions,
  output: NodeJS.WritableStream = process.stdout,
): Promise<void> {
  const projectId = await findProject(client, project);
  const query = new URLSearchParams({ from, to });
  if (event !== undefined) query.set('event', event);
  const body = await client.download(`/projects/${projectId}/export?${query}`);
  try {
    await pipeline(Readable.fromWeb(body as ReadableStream<Uint8Array>), output, { end: false });
  } catch (error) {
    // Whoever reads has enough, as `head` does.
    if ((error as { code?: string }).code === 'EPIPE') return;
    throw new Error('The export was cut off before its end; what was written is not all.', { cause: error });
  }
}
