import { drop, ok, type Outcome, type ParsedEvent, toClaim } from '@groundswell/ingestion';
import { type ErasedSet, idsOfPayload, namesOf } from '@groundswell/postgres';

type Sets = Map<number, ErasedSet>;

/**
 * Leaves out what somebody sent before they were erased (docs/adr/0007-erasure.md): the log still holds it. An event
 * of somebody else that only names such an id (a device that both used) stays, without the id.
 */
export function leaveOutErased(
  outcome: Outcome<ParsedEvent>,
  value: Buffer,
  sets: Sets,
): Outcome<ParsedEvent> {
  if (sets.size === 0 || outcome.kind === 'drop') return outcome;
  if (outcome.kind === 'ok') return ofEvent(outcome.value, sets.get(outcome.value.event.projectId));
  const set = outcome.projectId === undefined ? undefined : sets.get(outcome.projectId);
  return set && isUnreadableOfErased(value, set) ? drop('erased') : outcome;
}

function ofEvent(parsed: ParsedEvent, set: ErasedSet | undefined): Outcome<ParsedEvent> {
  const { event, receivedAt } = parsed;
  if (!set) return ok(parsed);
  const { name } = namesOf(toClaim(event));
  if (set.has(name, receivedAt)) return drop('erased');
  const isErased = (id: string | undefined) => id !== undefined && set.has(id, receivedAt);
  const [device, previous] = [isErased(event.anonymousId), isErased(event.previousId)];
  if (!device && !previous) return ok(parsed);
  const { anonymousId, previousId, ...rest } = event;
  return ok({
    ...parsed,
    event: { ...rest, ...(!device && { anonymousId }), ...(!previous && { previousId }) },
  });
}

/** It would become a dead letter that quotes the person. One whose time cannot be read counts as from before. */
function isUnreadableOfErased(value: Buffer, set: ErasedSet): boolean {
  const json = readJson(value);
  const receivedAt = Date.parse(String((json as { receivedAt?: unknown } | null)?.receivedAt));
  const at = Number.isNaN(receivedAt) ? -Infinity : receivedAt;
  return idsOfPayload(json).some((id) => set.has(id, at));
}

function readJson(value: Buffer): unknown {
  try {
    return JSON.parse(value.toString('utf8'));
  } catch {
    return null;
  }
}
