import type { Traffic } from '@groundswell/contracts';

/**
 * A row of `events`, as it is inserted. Instants are `YYYY-MM-DD HH:mm:ss.SSS` or ISO 8601 UTC; text that is not
 * known is ''.
 */
export interface EventRow {
  project_id: number;
  /** Day of the timestamp in the project's zone, `YYYY-MM-DD`. */
  local_date: string;
  event: string;
  person_id: number;
  timestamp: string;
  received_at: string;
  /** The sender's message id. */
  event_id: string;
  distinct_id: string;
  platform: string;
  session_id: string;
  country: string;
  device_type: string;
  os: string;
  browser: string;
  app_version: string;
  referrer: string;
  utm_source: string;
  utm_medium: string;
  utm_campaign: string;
  utm_content: string;
  utm_term: string;
  click_ids: Record<string, string>;
  properties: Record<string, unknown>;
  /** '' for live events. */
  import_id: string;
  traffic: Traffic;
  clamped: boolean;
  log_partition: number;
  /** Decimal, as offsets may pass 2^53. */
  log_offset: string;
}
