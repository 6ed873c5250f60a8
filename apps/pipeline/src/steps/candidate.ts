import type { LogRecord } from '@groundswell/event-log';
import type { ParsedEvent } from '@groundswell/ingestion';
import type { ProjectSettings } from '../projects/project-settings.js';

/** A readable event of a known project, with the record that it came in. */
export interface Candidate {
  record: LogRecord;
  parsed: ParsedEvent;
  project: ProjectSettings;
}
