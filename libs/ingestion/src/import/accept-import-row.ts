import { type AcceptedEvent, MAX_EVENT_BYTES } from '@groundswell/contracts';
import { createHash } from 'node:crypto';
import { type Acceptance, Refusal, acceptance } from '../acceptance.js';
import { platformOf } from '../context/platform-of.js';
import { cleanObject } from '../text/clean-json.js';
import { eventNameOf, idOf } from '../text/fields.js';
import type { ImportMapping } from './import-mapping.js';
import { rowTime } from './row-time.js';

export interface ImportContext {
  projectId: number;
  importId: string;
  /** Line of the file, counted from 1; part of the row's identity where it has no message id. */
  line: number;
  receivedAt: Date;
  /** The project's: times without a zone are local. */
  timeZone?: string;
}

type Row = Record<string, unknown>;

/** A row of a log as an event of ours, or why it is refused. Its distinct id is an identified one. */
export function acceptImportRow(row: Row, mapping: ImportMapping, context: ImportContext): Acceptance {
  return acceptance(() => toEvent(row, mapping, context));
}

function toEvent(row: Row, mapping: ImportMapping, context: ImportContext): AcceptedEvent {
  const userId = idOf(read(row, mapping.distinctId), 'distinctId');
  if (userId === undefined) throw new Refusal('no_id', 'The row has no distinct id.', 'distinctId');
  const timestamp = rowTime(read(row, mapping.timestamp), mapping.timestampFormat, context.timeZone ?? 'UTC');
  const properties = propertiesOf(row, mapping);
  return {
    v: 1,
    projectId: context.projectId,
    messageId:
      (mapping.messageId && idOf(read(row, mapping.messageId), 'messageId')) ||
      rowIdentity(row, context.line),
    type: 'track',
    event: eventNameOf(textOf(read(row, mapping.event)), 'event'),
    userId,
    timestamp: new Date(timestamp).toISOString(),
    receivedAt: context.receivedAt.toISOString(),
    source: 'import',
    importId: context.importId,
    platform: platformOf({ stated: mapping.platform && read(row, mapping.platform), hasBrowser: false }),
    properties,
  };
}

function read(row: Row, from: string | { const: string }): unknown {
  if (typeof from === 'object') return from.const;
  return Object.hasOwn(row, from) ? row[from] : undefined;
}

/** Event names may be numbers in a log. */
function textOf(value: unknown): unknown {
  return typeof value === 'number' ? String(value) : value;
}

function propertiesOf(row: Row, mapping: ImportMapping): Row {
  if (!mapping.properties) return {};
  const chosen = Object.fromEntries(mapping.properties.map((name) => [name, read(row, name)]));
  if (Buffer.byteLength(JSON.stringify(chosen)) > MAX_EVENT_BYTES) {
    throw new Refusal('too_large', `The properties have more than ${MAX_EVENT_BYTES} bytes.`, 'properties');
  }
  return cleanObject(chosen, 'properties');
}

/** Its content plus its line number: importing the same file again changes nothing. */
function rowIdentity(row: Row, line: number): string {
  return createHash('sha256')
    .update(`${line}\n${JSON.stringify(row)}`)
    .digest('hex');
}
