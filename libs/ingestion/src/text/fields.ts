import { MAX_EVENT_NAME_LENGTH, MAX_ID_LENGTH } from '@groundswell/contracts';
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
