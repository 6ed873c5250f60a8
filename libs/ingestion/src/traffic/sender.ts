import type { AcceptedEvent } from '@groundswell/contracts';
import type { ExportFormat } from '../import/export-format.js';
import { objectField } from '../import/exports/row-fields.js';
import { isObject } from '../text/clean-json.js';

/** Where an event comes from, as far as it says so: used to tell traffic apart and for the country, never stored itself. */
export interface Sender {
  /** Text of an address; undefined where it is not known, or stated in a way that hides it. */
  ip?: string;
  userAgent?: string;
  /** As known on the device. */
  email?: string;
}

/** Of the request that brought the event. */
export interface Connection {
  ip?: string;
  userAgent?: string;
}

type Loose = Record<string, unknown>;

/** Of a Segment or RudderStack message; the item's own context goes before that of its batch. */
export function segmentSender(payload: unknown, batchContext: unknown): Sender {
  const own = fields(fields(payload).context);
  const batch = fields(batchContext);
  const said = (name: string) => own[name] ?? batch[name];
  const properties = fields(fields(payload).properties);
  return {
    ip: textOf(said('ip') ?? fields(payload).request_ip ?? properties.$ip),
    userAgent: textOf(said('userAgent')),
    email: textOf(fields(said('traits')).email),
  };
}

/** Of an event of a PostHog SDK. */
export function posthogSender(payload: unknown): Sender {
  const properties = fields(fields(payload).properties);
  const set = { ...fields(properties.$set), ...fields(fields(payload).$set) };
  return {
    ip: textOf(properties.$ip),
    userAgent: textOf(properties.$raw_user_agent ?? properties.$user_agent),
    email: textOf(set.email ?? set.$email),
  };
}

/** Of a row of another tool's export that became this event: tools keep the sender where their own SDKs wrote it. */
export function exportSender(row: Loose, format: ExportFormat, event: AcceptedEvent): Sender {
  const said = importSender(event);
  if (format === 'segment')
    return segmentSender({ ...row, context: objectField(row.context, 'context') }, {});
  return format === 'amplitude' ? { ...said, ip: textOf(row.ip_address) ?? said.ip } : said;
}

/** Of a row that was imported: what its properties say. */
export function importSender({ properties }: AcceptedEvent): Sender {
  return {
    ip: textOf(properties.$ip ?? properties.ip ?? properties.ip_address),
    userAgent: textOf(properties.$raw_user_agent ?? properties.$user_agent),
  };
}

function fields(value: unknown): Loose {
  return isObject(value) ? value : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
