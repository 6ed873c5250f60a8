import { MAX_EVENT_BYTES } from '@groundswell/contracts';
import { Refusal } from '../acceptance.js';
import { sizeBound } from './size-bound.js';

/** @throws Refusal `malformed` for what JSON cannot say: cycles, BigInt */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch (error) {
    if (error instanceof RangeError) throw new Refusal('too_deep', 'The event is nested too deeply.');
    throw new Refusal('malformed', 'The event cannot be written as JSON.');
  }
}

/** @throws Refusal `too_large`; a cheap bound first, as nearly all events are far below the limit */
export function checkSize(value: unknown, field = 'properties'): void {
  if (sizeBound(value) <= MAX_EVENT_BYTES) return;
  const bytes = Buffer.byteLength(jsonText(value));
  if (bytes <= MAX_EVENT_BYTES) return;
  const message = `The event has ${bytes} bytes; at most ${MAX_EVENT_BYTES} are taken. Send less in "${field}".`;
  throw new Refusal('too_large', message);
}
