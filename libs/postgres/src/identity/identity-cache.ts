import { LRUCache } from 'lru-cache';
import type { PersonRow } from './identity-graph.js';

const DEFAULT_NAMES = 300_000;

/**
 * Person of a name, as last seen. An entry may lag behind a merge made elsewhere: it then names a person that was
 * merged away, which every report resolves, and `advance` catches up as merges become known. What it says of two
 * names being one person, or of somebody being identified, never turns false again. Bounded in all parts.
 */
export class IdentityCache {
  /** `personId * 2 + identified`: a number costs a third of an object. */
  private readonly persons: LRUCache<string, number>;
  private readonly merges: LRUCache<number, number>;
  private readonly erasures = new Map<number, number>();
  private readonly sequences = new Map<number, number>();

  constructor(maxNames = DEFAULT_NAMES) {
    this.persons = new LRUCache({ max: maxNames });
    this.merges = new LRUCache({ max: Math.max(1, Math.floor(maxNames / 4)) });
  }

  get(projectId: number, name: string): PersonRow | undefined {
    const packed = this.persons.get(`${projectId}:${name}`);
    if (packed === undefined) return undefined;
    const person = { personId: Math.floor(packed / 2), identified: packed % 2 === 1 };
    const personId = this.current(projectId, person.personId);
    if (personId === person.personId) return person;
    const merged = { personId, identified: false };
    this.set(projectId, name, merged);
    return merged;
  }

  set(projectId: number, name: string, person: PersonRow): void {
    this.persons.set(`${projectId}:${name}`, person.personId * 2 + Number(person.identified));
  }

  /** Up to which of the project's merges entries are current; undefined before the first call for it. */
  sequence(projectId: number): number | undefined {
    return this.sequences.get(projectId);
  }

  advance(projectId: number, sequence: number, merges: { from: number; into: number }[]): void {
    for (const { from, into } of merges) this.merges.set(personKey(projectId, from), into);
    this.sequences.set(projectId, Math.max(sequence, this.sequences.get(projectId) ?? 0));
  }

  /** Names of people who were erased are somebody new: nothing that was known before such an erasure holds. */
  knowErasures(projectId: number, last: number): void {
    if (last <= this.lastErasure(projectId)) return;
    this.erasures.set(projectId, last);
    this.persons.clear();
  }

  lastErasure(projectId: number): number {
    return this.erasures.get(projectId) ?? 0;
  }

  /** Chains end: a merge is only ever into somebody who exists. */
  current(projectId: number, personId: number): number {
    let current = personId;
    for (;;) {
      const into = this.merges.get(personKey(projectId, current));
      if (into === undefined) return current;
      current = into;
    }
  }
}

/** One number for both ids: exact, as person ids have 32 bits and projects are fewer than two million. */
const personKey = (projectId: number, personId: number) => projectId * 2 ** 32 + personId;
