import { z } from 'zod';
import { EVENT_COLUMNS } from './queries/query-common.js';

/** What of an event is ours to say, whoever edits it. */
const OURS = new Set([
  'v',
  'projectId',
  'messageId',
  'receivedAt',
  'source',
  'importId',
  'traffic',
  'clamped',
]);
/** What an edit may write to; properties and traits also inside. */
export const EDITABLE_FIELDS: readonly string[] = [
  'type',
  'userId',
  'anonymousId',
  'previousId',
  'timestamp',
  // Who an event is of follows from its ids.
  ...EVENT_COLUMNS.filter((column) => column !== 'distinctId'),
  'clickIds',
  'properties',
  'traits',
];
const CONTAINERS = new Set(['properties', 'traits', 'clickIds']);

const from = z.string().min(1).max(300);
const target = from.refine(
  (path) => EDITABLE_FIELDS.includes(path) || (CONTAINERS.has(headOf(path)) && path.includes('.')),
  'must be a field of an event (event, userId, timestamp, …), properties.NAME or traits.NAME',
);
const removable = from.refine((path) => !OURS.has(headOf(path)), 'is set by us and stays as it is');

function headOf(path: string): string {
  return path.split('.', 1)[0] ?? '';
}

/** One change to events. A path that an event lacks is no error: the event stays as it is. */
export const eventEditSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('set'), path: target, value: z.json() }),
  z.strictObject({ action: z.literal('remove'), path: removable }),
  z.strictObject({ action: z.literal('rename'), path: removable, to: target }),
  z.strictObject({ action: z.literal('copy'), path: from, to: target }),
  /** Reads the time at `path` and makes it the event's. `format` as in an import's `timestampFormat`. */
  z.strictObject({
    action: z.literal('readTime'),
    path: from,
    format: z.string().min(1).max(100).optional(),
  }),
]);
export type EventEdit = z.infer<typeof eventEditSchema>;
export const EDIT_ACTIONS = eventEditSchema.options.map(({ shape }) => shape.action.value);

export const eventEditsSchema = z.array(eventEditSchema).max(20);
