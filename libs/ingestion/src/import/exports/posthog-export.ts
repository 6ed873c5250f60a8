import { type Acceptance, Refusal } from '../../acceptance.js';
import { acceptPostHog } from '../../posthog/accept-posthog.js';
import type { ImportContext } from '../accept-import-row.js';
import { rowIdentity } from '../row-identity.js';
import { rowTime } from '../row-time.js';
import { type Row, objectField, present } from './row-fields.js';

/**
 * A row of PostHog's batch export (JSONLines, Parquet, CSV) or of its events API, whose `id` is the `uuid`. Who the event is
 * of is decided as for its SDKs. Persons' properties are taken from `$set`, not from the snapshot beside each event.
 * Source: PostHog's published schema of its batch exports.
 */
export function posthogRow(row: Row, context: ImportContext): Acceptance {
  try {
    return acceptPostHog(toPayload(row, context), {
      projectId: context.projectId,
      receivedAt: context.receivedAt,
      source: 'import',
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ok: false, reason: error.reason, message: error.message };
  }
}

function toPayload(row: Row, context: ImportContext): Row {
  return {
    uuid: present(row.uuid) ?? present(row.id) ?? rowIdentity(row, context),
    event: row.event,
    distinct_id: row.distinct_id,
    properties: objectField(row.properties, 'properties'),
    timestamp: new Date(rowTime(row.timestamp, undefined, 'UTC')).toISOString(),
    $set: objectField(row.set, 'set'),
    $set_once: objectField(row.set_once, 'set_once'),
  };
}
