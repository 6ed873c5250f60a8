import type { LogRecord } from '@groundswell/event-log';
import type { ProjectSettings } from '../projects/project-settings.js';
import type { ParsedEvent } from './parse/parse-event.js';

/** A readable event of a known project, with the record that it came in. */
export interface Candidate {
  record: LogRecord;
  parsed: ParsedEvent;
  project: ProjectSettings;
}
