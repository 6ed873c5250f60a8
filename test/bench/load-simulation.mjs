import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { insertEvents } = require('@groundswell/clickhouse');
const { simulate } = require('@groundswell/demo');
const { acceptSegment } = require('@groundswell/ingestion');

const BLOCK = 50_000;
/** Asia/Shanghai has no daylight saving. */
const OFFSET_MS = 8 * 3_600_000;

/** The simulated project straight into ClickHouse, for timing queries: no log, identities kept in a map. */
export async function loadSimulation(clickhouse, projectId) {
  const people = new People();
  let rows = [];
  let stored = 0;
  const flush = async () => {
    await insertEvents(clickhouse, rows, `simulation-${stored}`);
    stored += rows.length;
    rows = [];
  };
  for (const day of simulate()) {
    for (const message of day) {
      rows.push(toRow(message, projectId, people, stored + rows.length));
      if (rows.length === BLOCK) await flush();
    }
  }
  await flush();
  return { stored, people: people.count };
}

/** Dense numbers for people, by whichever of their ids is known. */
class People {
  count = 0;
  ids = new Map();

  of({ userId, anonymousId }) {
    const id = this.ids.get(userId) ?? this.ids.get(anonymousId) ?? ++this.count;
    if (userId) this.ids.set(userId, id);
    if (anonymousId) this.ids.set(anonymousId, id);
    return id;
  }
}

function toRow(message, projectId, people, offset) {
  const result = acceptSegment(message, { projectId, receivedAt: new Date(), source: 'import' });
  if (!result.ok) throw new Error(result.message);
  const { event } = result;
  return {
    project_id: projectId,
    local_date: new Date(Date.parse(event.timestamp) + OFFSET_MS).toISOString().slice(0, 10),
    event: event.event,
    person_id: people.of(event),
    timestamp: event.timestamp,
    received_at: event.receivedAt,
    event_id: event.messageId,
    distinct_id: event.userId ?? event.anonymousId,
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
    click_ids: event.clickIds ?? {},
    properties: event.properties,
    import_id: 'bench',
    clamped: false,
    log_partition: 0,
    log_offset: String(offset),
  };
}
