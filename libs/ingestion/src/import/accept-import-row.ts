import type { AcceptedEvent } from '@groundswell/contracts';
import { type Acceptance, Refusal, acceptance } from '../acceptance.js';
import { campaignOfRow } from '../context/campaign.js';
import { platformOf } from '../context/platform-of.js';
import { cleanObject } from '../text/clean-json.js';
import { eventNameOf, idOf } from '../text/fields.js';
import { checkSize } from '../text/json-text.js';
import { clampFuture } from '../time/correct-clock.js';
import type { ImportMapping } from './import-mapping.js';
import { type RowPlace, rowIdentity } from './row-identity.js';
import { rowTime } from './row-time.js';

/** Its place is part of a row's identity where it has no message id. */
export interface ImportContext extends RowPlace {
  projectId: number;
  importId: string;
  receivedAt: Date;
  /** The project's: times without a zone are local. */
  timeZone?: string;
  /** On whose clocks the epoch times of an old Mixpanel project count; UTC without. */
  exportZone?: string;
  /** Whether an empty text is nothing, as a cell of a CSV file is. */
  isTexts?: boolean;
}

type Row = Record<string, unknown>;

/**
 * A row of a log as an event of ours, or why it is refused. Never throws. Nobody says whether its distinct id is a user's
 * or a device's, so it is taken for a device's: an identify that names it can still join it (docs/adr/0004).
 */
export function acceptImportRow(row: Row, mapping: ImportMapping, context: ImportContext): Acceptance {
  return acceptance(() => toEvent(row, mapping, context));
}

function toEvent(row: Row, mapping: ImportMapping, context: ImportContext): AcceptedEvent {
  const anonymousId = idOf(read(row, mapping.distinctId), 'distinctId');
  if (anonymousId === undefined) throw new Refusal('no_id', 'The row has no distinct id.', 'distinctId');
  const said = rowTime(read(row, mapping.timestamp), mapping.timestampFormat, context.timeZone ?? 'UTC');
  const { timestamp, clamped } = clampFuture(said, context.receivedAt.getTime());
  const properties = propertiesOf(row, mapping, context);
  return {
    v: 1,
    projectId: context.projectId,
    messageId: messageIdOf(row, mapping) ?? rowIdentity(row, context),
    type: 'track',
    event: eventNameOf(textOf(read(row, mapping.event)), 'event'),
    anonymousId,
    timestamp: new Date(timestamp).toISOString(),
    receivedAt: context.receivedAt.toISOString(),
    clamped: clamped || undefined,
    source: 'import',
    importId: context.importId,
    platform: platformOf({ stated: mapping.platform && read(row, mapping.platform) }),
    ...campaignOfRow(properties),
    properties,
  };
}

function read(row: Row, from: string | { const: string }): unknown {
  if (typeof from === 'object') return from.const;
  return Object.hasOwn(row, from) ? row[from] : undefined;
}

function messageIdOf(row: Row, mapping: ImportMapping): string | undefined {
  return mapping.messageId === undefined ? undefined : idOf(read(row, mapping.messageId), 'messageId');
}

/** Event names may be numbers in a log. */
function textOf(value: unknown): unknown {
  return typeof value === 'number' ? String(value) : value;
}

function propertiesOf(row: Row, mapping: ImportMapping, { isTexts }: ImportContext): Row {
  if (!mapping.properties) return {};
  const said = mapping.properties.map((name): [string, unknown] => [name, read(row, name)]);
  const chosen = Object.fromEntries(isTexts ? said.filter(([, value]) => value !== '') : said);
  checkSize(chosen);
  return cleanObject(chosen, 'properties');
}
