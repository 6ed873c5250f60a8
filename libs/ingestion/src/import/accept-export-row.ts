import type { AcceptedEvent } from '@groundswell/contracts';
import { type Acceptance, Refusal, acceptance } from '../acceptance.js';
import { isObject } from '../text/clean-json.js';
import { checkSize } from '../text/json-text.js';
import type { ImportContext } from './accept-import-row.js';
import type { ExportFormat } from './export-format.js';
import { amplitudeEvent } from './exports/amplitude-export.js';
import { mixpanelEvent } from './exports/mixpanel-export.js';
import { ownEvent } from './exports/own-export.js';
import { posthogRow } from './exports/posthog-export.js';
import { segmentRow } from './exports/segment-export.js';

type Row = Record<string, unknown>;

const MAPS = { mixpanel: mixpanelEvent, amplitude: amplitudeEvent, groundswell: ownEvent };

/** A row of a tool's export as an event of ours, or why it is refused. Never throws. */
export function acceptExportRow(row: Row, format: ExportFormat, context: ImportContext): Acceptance {
  if (format === 'posthog') return imported(posthogRow(row, context), context);
  if (format === 'segment') return imported(segmentRow(row, context), context);
  const map = MAPS[format];
  return acceptance((): AcceptedEvent => {
    if (!isObject(row)) throw new Refusal('not_an_object', 'A row must be an object.');
    if (format !== 'groundswell') checkSize(row);
    return map(row, context);
  });
}

/** What the mapping of a live dialect cannot know. */
function imported(result: Acceptance, { importId }: ImportContext): Acceptance {
  return result.ok ? { ok: true, event: { ...result.event, importId } } : result;
}
