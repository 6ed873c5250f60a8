import { LRUCache } from 'lru-cache';
import { createHmac } from 'node:crypto';
import { storableText } from '../storable/storable.js';

/** What an erased id is kept as: whoever has the table alone cannot tell which id it was. */
export function erasedIdHash(secret: Buffer, name: string): Buffer {
  return createHmac('sha256', secret).update(storableText(name)).digest();
}

/** The erased ids of one project, up to one of its erasures. */
export class ErasedSet {
  private readonly untilByHash = new Map<string, number>();
  /** In a replay each id comes many times; hashing is the whole cost of looking one up. */
  private readonly keys = new LRUCache<string, string>({ max: 20_000 });
  private latest = -Infinity;
  private known = 0;

  constructor(private readonly secret: Buffer) {}

  /** The last erasure that it knows. */
  get sequence(): number {
    return this.known;
  }

  /** Nothing up to this erasure is missing any more. */
  advance(sequence: number): void {
    this.known = Math.max(this.known, sequence);
  }

  /** @param receivedUntil ms since epoch */
  add(hash: Buffer, receivedUntil: number): void {
    const key = keyOf(hash);
    this.untilByHash.set(key, Math.max(receivedUntil, this.untilByHash.get(key) ?? -Infinity));
    this.latest = Math.max(this.latest, receivedUntil);
  }

  /** Whether what was received then (ms since epoch) under this id was erased. Costs nothing for what is newer than all. */
  has(name: string, receivedAt: number): boolean {
    if (receivedAt > this.latest) return false;
    const until = this.untilByHash.get(this.keyOfName(name));
    return until !== undefined && receivedAt <= until;
  }

  private keyOfName(name: string): string {
    const known = this.keys.get(name);
    if (known !== undefined) return known;
    const key = keyOf(erasedIdHash(this.secret, name));
    this.keys.set(name, key);
    return key;
  }
}

const keyOf = (hash: Buffer) => hash.toString('latin1');
