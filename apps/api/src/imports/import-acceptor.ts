import {
  type Acceptance,
  type ExportFormat,
  type ImportContext,
  type ImportMapping,
  acceptExportRow,
  acceptImportRow,
} from '@groundswell/ingestion';

/** How rows become events: by what their tool documents, or by a mapping of columns. */
export type RowReading =
  { exportFormat: ExportFormat; mapping?: undefined } | { mapping: ImportMapping; exportFormat?: undefined };

export function acceptRow(
  row: Record<string, unknown>,
  reading: RowReading,
  context: ImportContext,
): Acceptance {
  return reading.mapping === undefined
    ? acceptExportRow(row, reading.exportFormat, context)
    : acceptImportRow(row, reading.mapping, context);
}
