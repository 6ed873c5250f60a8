import { EXPORT_FORMATS, type ExportFormat } from '@groundswell/ingestion';

/** How a file is written. `json` is one array; it and NDJSON are told apart by the content. */
export const FILE_FORMATS = ['ndjson', 'csv', 'json', 'parquet'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** What a caller may name: how the file is written, or whose export it is. */
export const IMPORT_FORMATS = [...FILE_FORMATS, ...EXPORT_FORMATS] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

export function fileFormatOf(format: ImportFormat | undefined): FileFormat | undefined {
  return FILE_FORMATS.find((name) => name === format);
}

export function exportFormatOf(format: ImportFormat | undefined): ExportFormat | undefined {
  return EXPORT_FORMATS.find((name) => name === format);
}
