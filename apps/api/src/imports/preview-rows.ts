import { type Acceptance, type ExportFormat, detectExport } from '@groundswell/ingestion';
import type { KeyedProject } from '@groundswell/postgres';
import { codeOfReason } from '../http/coded-reason.js';
import { acceptRow, rulesOfImport } from './import-acceptor.js';
import type { PreviewDto, PreviewedEvent } from './import.dto.js';

const NO_IMPORT = '00000000-0000-4000-8000-000000000000';

export interface Previewed {
  format: ExportFormat | null;
  events: PreviewedEvent[];
}

/** What rows would be stored as, by the mapping or the format that is given, or by what they look like. */
export function previewRows(
  { rows, mapping, format, timeZone: exportZone }: PreviewDto,
  project: KeyedProject,
): Previewed {
  const exportFormat = mapping ? undefined : (format ?? detectExport(rows));
  const reading = mapping ? { mapping } : exportFormat ? { exportFormat } : null;
  if (!reading) return { format: null, events: [] };
  const context = {
    projectId: project.id,
    importId: NO_IMPORT,
    receivedAt: new Date(),
    timeZone: project.timeZone,
    exportZone,
  };
  const rules = rulesOfImport(project);
  const events = rows.map((row, at) =>
    previewed(at + 1, acceptRow(row, reading, rules, { ...context, line: at + 1 })),
  );
  return { format: exportFormat ?? null, events };
}

function previewed(line: number, result: Acceptance): PreviewedEvent {
  if (!result.ok) return { ...NOTHING, line, reason: result.message, ...codeOfReason(result.message) };
  const { event, userId = null, anonymousId = null, timestamp, platform, properties } = result.event;
  return { line, reason: null, event, userId, anonymousId, timestamp, platform, properties };
}

const NOTHING = {
  event: null,
  userId: null,
  anonymousId: null,
  timestamp: null,
  platform: null,
  properties: null,
};
