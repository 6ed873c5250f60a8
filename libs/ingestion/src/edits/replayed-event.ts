import { type AcceptedEvent, type EventEdit, MAX_ID_LENGTH } from '@groundswell/contracts';
import { parseEvent } from '../accepted/parse-event.js';
import { Refusal } from '../acceptance.js';
import { isObject } from '../text/clean-json.js';
import { applyEdits } from './apply-edits.js';

type JsonObject = Record<string, unknown>;

/** A dead letter. */
export interface Letter {
  id: string;
  /** The record's value as text. */
  payload: string;
  createdAt: Date;
}

export interface ReplayTarget {
  projectId: number;
  /** The import as which the events go. */
  importId: string;
  /** IANA; of times that name none. */
  timeZone: string;
}

export type Replayed =
  | { ok: true; event: AcceptedEvent; before: JsonObject }
  | { ok: false; reason: string; before: JsonObject | null; after: JsonObject | null };

/**
 * The event of a dead letter with the edits made, if the pipeline would take it; judged by the pipeline's own first step.
 * It goes as an import, which has no late window, under its own message id: replayed twice it counts once. It keeps the
 * time of receipt, by which an erasure in between still finds it (docs/adr/0009-dead-letter-replay.md).
 */
export function replayedEvent(letter: Letter, edits: EventEdit[], target: ReplayTarget): Replayed {
  const before = read(letter.payload);
  if (before === null) {
    const reason = 'The record is not a JSON object, so there is nothing in it to edit.';
    return { ok: false, reason, before, after: null };
  }
  try {
    const after = { ...applyEdits(before, edits, target.timeZone), ...oursOf(before, letter, target) };
    const outcome = parseEvent(Buffer.from(JSON.stringify(after)));
    if (outcome.kind === 'ok') return { ok: true, event: outcome.value.event, before };
    const reason = outcome.kind === 'drop' ? outcome.reason : outcome.detail;
    return { ok: false, reason, before, after };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ok: false, reason: error.message, before, after: null };
  }
}

function read(payload: string): JsonObject | null {
  try {
    const json: unknown = JSON.parse(payload);
    return isObject(json) ? json : null;
  } catch {
    return null;
  }
}

/** What no edit changes. */
function oursOf(
  before: JsonObject,
  { id, createdAt }: Letter,
  { projectId, importId }: ReplayTarget,
): JsonObject {
  const { messageId, receivedAt } = before;
  const hasId = typeof messageId === 'string' && messageId !== '' && messageId.length <= MAX_ID_LENGTH;
  const received = typeof receivedAt === 'string' ? Date.parse(receivedAt) : NaN;
  return {
    v: 1,
    projectId,
    messageId: hasId ? messageId : `dead-letter:${id}`,
    receivedAt: (Number.isNaN(received) ? createdAt : new Date(received)).toISOString(),
    source: 'import',
    importId,
  };
}
