import { type Acceptance, Refusal } from '../../acceptance.js';
import { acceptSegment } from '../../segment/accept-segment.js';
import type { ImportContext } from '../accept-import-row.js';
import { rowIdentity } from '../row-identity.js';
import { rowTime } from '../row-time.js';
import { type Row, objectField, present } from './row-fields.js';

const TYPES = new Set<unknown>(['track', 'page', 'screen', 'identify', 'group', 'alias']);
export const isSegmentType = (type: unknown): boolean => TYPES.has(type);

/**
 * A message as Segment and RudderStack archive it. `timestamp` is corrected for the clock of the device there already, so
 * neither `sentAt` nor `originalTimestamp` may correct it again.
 * Source: Segment's published common fields.
 */
export function segmentRow(row: Row, context: ImportContext): Acceptance {
  try {
    return acceptSegment(toMessage(row, context), {
      projectId: context.projectId,
      receivedAt: context.receivedAt,
      source: 'import',
      importId: context.importId,
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ok: false, reason: error.reason, message: error.message };
  }
}

function toMessage(row: Row, context: ImportContext): Row {
  const { sentAt: _sent, originalTimestamp, ...rest } = row;
  const time = present(row.timestamp) ?? present(originalTimestamp) ?? present(row.receivedAt);
  return {
    ...rest,
    messageId: present(row.messageId) ?? present(row.message_id) ?? rowIdentity(row, context),
    userId: present(row.userId) ?? present(row.user_id),
    anonymousId: present(row.anonymousId) ?? present(row.anonymous_id),
    timestamp: new Date(rowTime(time, undefined, 'UTC')).toISOString(),
    context: objectField(row.context, 'context'),
    properties: objectField(row.properties, 'properties'),
    ...(row.traits === undefined ? {} : { traits: objectField(row.traits, 'traits') }),
  };
}
