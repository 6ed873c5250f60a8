import { EXPORT_FORMATS, type ExportFormat, type ImportMapping, detectExport } from '@groundswell/ingestion';
import type { RowReading } from './import-acceptor.js';
import { type ImportFormat, exportFormatOf, fileFormatOf } from './import-format.js';
import { refusal } from './refusal.js';
import { readRows } from './reading/read-rows.js';

/** Rows that are looked at to tell whose export they are. */
const SAMPLE_ROWS = 50;

export interface Chosen {
  path: string;
  contentType: string;
  fileName: string;
  format?: ImportFormat;
  mapping?: ImportMapping;
  /** Of whoever waits. */
  signal?: AbortSignal;
}

/**
 * By what the rows of a file are read: a mapping where one was given, else what the caller named, else what the first rows
 * look like.
 * @throws ProblemException 400; UnusableFile; what a signal ends the reading with
 */
export async function chooseReading(chosen: Chosen): Promise<RowReading> {
  const named = exportFormatOf(chosen.format);
  if (chosen.mapping && named) {
    throw refusal(
      'mapping',
      `is not needed for an export of ${named}; send one of mapping and format=${named}`,
    );
  }
  if (chosen.mapping) return { mapping: chosen.mapping };
  const exportFormat = named ?? detectExport(await firstRows(chosen));
  if (exportFormat) return { exportFormat };
  throw mappingMissing();
}

async function firstRows({
  path,
  contentType,
  fileName,
  format,
  signal,
}: Chosen): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  let seen = 0;
  const source = { path, contentType, fileName, format: fileFormatOf(format), signal };
  for await (const item of readRows(source)) {
    if ('row' in item) rows.push(item.row);
    if (++seen >= SAMPLE_ROWS) break;
  }
  return rows;
}

const NAMES: Record<ExportFormat, string> = {
  posthog: 'PostHog',
  mixpanel: 'Mixpanel',
  amplitude: 'Amplitude',
  segment: 'Segment',
  groundswell: 'Groundswell',
};

function mappingMissing() {
  const example = '{"event":"name","distinctId":"user_id","timestamp":"time"}';
  const known = EXPORT_FORMATS.map((name) => NAMES[name]).join(', ');
  return refusal(
    'mapping',
    `is missing, and the first rows are not those of an export that is known (${known}): say which column is what, e.g. ${example}`,
  );
}
