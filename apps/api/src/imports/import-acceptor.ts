import type { AcceptedEvent } from '@groundswell/contracts';
import {
  type Acceptance,
  type ExportFormat,
  type ImportContext,
  type ImportMapping,
  applyProjectRules,
  compileRules,
  CountryOfIp,
  type ProjectRules,
  type Sender,
  acceptExportRow,
  acceptImportRow,
  exportSender,
  importSender,
} from '@groundswell/ingestion';
import type { KeyedProject } from '@groundswell/postgres';

/** How rows become events: by what their tool documents, by a mapping of columns, or as they are, being checked events. */
export type RowReading =
  | { exportFormat: ExportFormat; mapping?: undefined; events?: undefined }
  | { mapping: ImportMapping; exportFormat?: undefined; events?: undefined }
  | { events: true; exportFormat?: undefined; mapping?: undefined };

export function acceptRow(
  row: Record<string, unknown>,
  reading: RowReading,
  rules: ProjectRules,
  context: ImportContext,
): Acceptance {
  if (reading.events) return { ok: true, event: asOfImport(row as AcceptedEvent, context) };
  const { mapping, exportFormat } = reading;
  const result =
    mapping === undefined
      ? acceptExportRow(row, exportFormat, context)
      : acceptImportRow(row, mapping, context);
  if (!result.ok) return result;
  const { event } = result;
  const sender = mapping === undefined ? exportSender(row, exportFormat, event) : importSender(event);
  return { ok: true, event: withRules(event, sender, rules) };
}

/** Events of dead letters: they were checked, and made by the rules of their time, before they were written down. */
function asOfImport(event: AcceptedEvent, { projectId, importId }: ImportContext): AcceptedEvent {
  return { ...event, projectId, importId };
}

/** The rules that the collector applies, too. */
export function rulesOfImport(project: KeyedProject): ProjectRules {
  return compileRules(project, project.hashSecret);
}

let countries: CountryOfIp | undefined;

function withRules(event: AcceptedEvent, sender: Sender, rules: ProjectRules): AcceptedEvent {
  countries ??= new CountryOfIp();
  return applyProjectRules(event, sender, {}, rules, countries);
}
