import { isJunkId, MAX_EVENT_NAME_LENGTH, MAX_ID_LENGTH } from '@groundswell/contracts';
import { Refusal } from '../acceptance.js';
import { cleanText } from './clean.js';

/**
 * An id, as text; numbers are taken as their digits. Absent, null and blank are undefined.
 * @throws Refusal
 */
export function idOf(value: unknown, path: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string' && (typeof value !== 'number' || !Number.isFinite(value))) {
    throw new Refusal('wrong_type', `"${path}" must be text or a number.`, path);
  }
  const id = String(value);
  if (id.length > MAX_ID_LENGTH) {
    throw new Refusal('id_too_long', `"${path}" is longer than ${MAX_ID_LENGTH} characters.`, path);
  }
  return id.trim() === '' ? undefined : cleanText(id);
}

/** Who an event is of; at least one of the two is there. */
export interface Somebody {
  userId?: string;
  anonymousId?: string;
}

/**
 * The ids that stand for one somebody. Junk such as `null`, `undefined` or `guest` is sent by many people at once: it is
 * left out beside a good id, and refused where it is all there is.
 * @param ask names the fields that could hold an id
 * @throws Refusal `no_id`, `junk_id`
 */
export function somebodyOf({ userId, anonymousId }: Somebody, ask: string): Somebody {
  const user = usableId(userId);
  const device = usableId(anonymousId);
  if (user !== undefined || device !== undefined) return { userId: user, anonymousId: device };
  const junk = userId ?? anonymousId;
  if (junk !== undefined) throw junkId(junk, ask);
  throw new Refusal('no_id', `Send ${ask}; without one the event belongs to nobody.`);
}

/** Undefined for junk. */
export function usableId(id: string | undefined): string | undefined {
  return id === undefined || isJunkId(id) ? undefined : id;
}

export function junkId(id: string, field: string): Refusal {
  const message = `${JSON.stringify(id)} is what many people send who have no id; send ${field} of their own.`;
  return new Refusal('junk_id', message);
}

/** @throws Refusal */
export function eventNameOf(value: unknown, path: string): string {
  if (typeof value !== 'string' || value.trim() === '') {
    throw new Refusal('no_event_name', `"${path}" must name the event.`, path);
  }
  if (value.length > MAX_EVENT_NAME_LENGTH) {
    const message = `"${path}" is longer than ${MAX_EVENT_NAME_LENGTH} characters.`;
    throw new Refusal('event_name_too_long', message, path);
  }
  return cleanText(value);
}

/** Text for a column, cut to its length; anything but text and numbers is left out. */
export function columnText(value: unknown, maxLength: number): string | undefined {
  if (typeof value === 'number') return String(value).slice(0, maxLength);
  if (typeof value !== 'string' || value === '') return undefined;
  return cleanText(value.slice(0, maxLength));
}
