import type { EventRow } from '@groundswell/clickhouse';
import { distinctIdOf } from '@groundswell/contracts';
import type { Candidate } from '../candidate.js';
import { localDatesOf } from './local-date.js';

const NO_CLICK_IDS: Record<string, string> = {};

/** The row of an event: its person, its day in the project's zone, its place in the log. */
export function toEventRow(
  { record, parsed, project }: Candidate,
  personId: number,
  partition: number,
): EventRow {
  const { event, timestamp } = parsed;
  return {
    project_id: project.id,
    local_date: localDatesOf(project.timeZone).of(timestamp),
    event: event.event,
    person_id: personId,
    timestamp: event.timestamp,
    received_at: event.receivedAt,
    event_id: event.messageId,
    distinct_id: distinctIdOf(event),
    platform: event.platform,
    session_id: event.sessionId ?? '',
    country: event.country ?? '',
    device_type: event.deviceType ?? '',
    os: event.os ?? '',
    browser: event.browser ?? '',
    app_version: event.appVersion ?? '',
    referrer: event.referrer ?? '',
    utm_source: event.utmSource ?? '',
    utm_medium: event.utmMedium ?? '',
    utm_campaign: event.utmCampaign ?? '',
    utm_content: event.utmContent ?? '',
    utm_term: event.utmTerm ?? '',
    click_ids: event.clickIds ?? NO_CLICK_IDS,
    properties: event.properties,
    import_id: event.importId ?? '',
    traffic: event.traffic ?? 'human',
    clamped: event.clamped ?? false,
    log_partition: partition,
    log_offset: record.offset.toString(),
  };
}
