import { messageIdHash, type MessageIdHash } from '@groundswell/clickhouse';
import { drop, ok, type Outcome } from '@groundswell/ingestion';
import type { EventStore, LogPosition } from '../../ports/ports.js';
import type { Candidate } from '../candidate.js';
import type { BatchInFlight, BatchesInFlight } from './batches-in-flight.js';
import type { SeenIds } from './seen-ids.js';

export interface Deduplicated {
  /** In the order of the candidates. */
  outcomes: Outcome<Candidate>[];
  /** To be called once the kept ones are stored. */
  stored(): void;
  /** To be called whatever became of the batch. */
  release(): void;
}

/** An id for the first time in this batch. */
interface Entry {
  index: number;
  key: string;
  candidate: Candidate;
  hash: MessageIdHash;
}

/**
 * Keeps the first event of each message id within its project, in log order. Whether an event is a copy depends
 * only on the log before it: rows of its own batch do not count, so a batch that is done again after a crash
 * decides alike although its rows may be there already.
 */
export class Deduplicator {
  constructor(
    private readonly store: Pick<EventStore, 'findStored'>,
    private readonly seen: SeenIds,
    private readonly inFlight: BatchesInFlight,
  ) {}

  /** @param before where the batch begins */
  async run(candidates: Candidate[], before: LogPosition): Promise<Deduplicated> {
    const entries = firstOfEach(candidates);
    const { earlier, leave } = this.inFlight.enter(new Set(entries.keys()));
    try {
      const copies = await this.findCopies([...entries.values()], earlier, before);
      const kept = [...entries.values()].filter((entry) => !copies.has(entry.key));
      return {
        outcomes: toOutcomes(candidates, kept),
        stored: () => kept.forEach(({ hash }) => this.seen.add(hash[0], hash[1])),
        release: leave,
      };
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** Keys of entries that the store has from before. */
  private async findCopies(
    entries: Entry[],
    earlier: BatchInFlight[],
    before: LogPosition,
  ): Promise<Set<string>> {
    const blocking = new Set<BatchInFlight>();
    const suspects = entries.filter(({ key, hash }) => {
      const holders = earlier.filter((batch) => batch.ids.has(key));
      for (const holder of holders) blocking.add(holder);
      return holders.length > 0 || this.seen.isSuspect(hash[0], hash[1]);
    });
    await Promise.all([...blocking].map((batch) => batch.done));
    return this.lookUp(suspects, before);
  }

  private async lookUp(suspects: Entry[], before: LogPosition): Promise<Set<string>> {
    const found = new Set<string>();
    for (const [projectId, ofProject] of byProject(suspects)) {
      const ids = ofProject.map(({ candidate }) => candidate.parsed.event.messageId);
      const stored = await this.store.findStored(projectId, ids, before);
      for (const { key, candidate } of ofProject)
        if (stored.has(candidate.parsed.event.messageId)) found.add(key);
    }
    return found;
  }
}

function firstOfEach(candidates: Candidate[]): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  candidates.forEach((candidate, index) => {
    const { projectId, messageId } = candidate.parsed.event;
    const key = `${projectId}:${messageId}`;
    if (!entries.has(key))
      entries.set(key, { index, key, candidate, hash: messageIdHash(projectId, messageId) });
  });
  return entries;
}

function toOutcomes(candidates: Candidate[], kept: Entry[]): Outcome<Candidate>[] {
  const outcomes: Outcome<Candidate>[] = candidates.map(() => drop('duplicate'));
  for (const { index, candidate } of kept) outcomes[index] = ok(candidate);
  return outcomes;
}

function byProject(entries: Entry[]): Map<number, Entry[]> {
  const groups = new Map<number, Entry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.candidate.project.id);
    if (group) group.push(entry);
    else groups.set(entry.candidate.project.id, [entry]);
  }
  return groups;
}
