import { isObject } from '../text/clean-json.js';
import { isSegmentType } from './exports/segment-export.js';

/** Tools whose exported events need no mapping; we are one. */
export const EXPORT_FORMATS = ['posthog', 'mixpanel', 'amplitude', 'segment', 'groundswell'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

type Row = Record<string, unknown>;

const has = (row: Row, ...names: string[]) => names.some((name) => row[name] !== undefined);

/** By what each tool documents of its rows. */
const SIGNS: Record<ExportFormat, (row: Row) => boolean> = {
  amplitude: (row) =>
    typeof row.event_type === 'string' &&
    has(row, 'device_id', 'user_id', 'amplitude_id') &&
    has(row, 'event_time', 'client_event_time'),
  posthog: (row) => typeof row.event === 'string' && has(row, 'distinct_id') && has(row, 'properties'),
  mixpanel: isMixpanel,
  groundswell: (row) =>
    typeof row.event === 'string' &&
    ['eventId', 'distinctId', 'personId', 'localDate'].every((name) => has(row, name)),
  segment: (row) =>
    isSegmentType(row.type) &&
    has(row, 'messageId', 'message_id') &&
    has(row, 'userId', 'anonymousId', 'user_id', 'anonymous_id'),
};

function isMixpanel(row: Row): boolean {
  if (typeof row.event_name === 'string') return has(row, 'distinct_id', 'device_id') && has(row, 'time');
  const { properties } = row;
  if (typeof row.event !== 'string' || !isObject(properties) || has(row, 'distinct_id')) return false;
  return (
    has(properties, 'time') && has(properties, 'distinct_id', '$insert_id', '$distinct_ids', '$device_id')
  );
}

/** The tool whose rows these are: that of more than half of them; null where there is none. */
export function detectExport(rows: Row[]): ExportFormat | null {
  for (const format of ['groundswell', 'segment', 'amplitude', 'posthog', 'mixpanel'] as const) {
    if (rows.filter(SIGNS[format]).length * 2 > rows.length) return format;
  }
  return null;
}
