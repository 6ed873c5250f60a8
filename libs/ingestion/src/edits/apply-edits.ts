import type { EventEdit } from '@groundswell/contracts';
import { rowTime } from '../import/row-time.js';
import { valueAt, withAt, withoutAt } from './at-dots.js';

type JsonObject = Record<string, unknown>;

/**
 * The event with all edits made, in their order.
 * @param timeZone of times that name none
 * @throws Refusal where a time cannot be read
 */
export function applyEdits(event: JsonObject, edits: EventEdit[], timeZone: string): JsonObject {
  return edits.reduce((edited, edit) => applyEdit(edited, edit, timeZone), event);
}

function applyEdit(event: JsonObject, edit: EventEdit, timeZone: string): JsonObject {
  if (edit.action === 'set') return withAt(event, edit.path, edit.value);
  const value = valueAt(event, edit.path);
  if (value === undefined) return event;
  switch (edit.action) {
    case 'remove':
      return withoutAt(event, edit.path);
    case 'rename':
      return withAt(withoutAt(event, edit.path), edit.to, value);
    case 'copy':
      return withAt(event, edit.to, value);
    case 'readTime': {
      const instant = new Date(rowTime(value, edit.format, timeZone)).toISOString();
      return withAt(event, 'timestamp', instant);
    }
  }
}
