import { createHmac } from 'node:crypto';
import { storableText } from '../storable/storable.js';

/** What an erased id is kept as: whoever has the table alone cannot tell which id it was. */
export function erasedIdHash(secret: Buffer, name: string): Buffer {
  return createHmac('sha256', secret).update(storableText(name)).digest();
}

/** The erased ids of one project, up to one of its erasures. */
export class ErasedSet {
  private readonly untilByHash = new Map<string, number>();
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
    const key = hash.toString('latin1');
    this.untilByHash.set(key, Math.max(receivedUntil, this.untilByHash.get(key) ?? -Infinity));
    this.latest = Math.max(this.latest, receivedUntil);
  }

  /** Whether what was received then (ms since epoch) under this id was erased. Costs nothing for what is newer than all. */
  has(name: string, receivedAt: number): boolean {
    if (receivedAt > this.latest) return false;
    const until = this.untilByHash.get(erasedIdHash(this.secret, name).toString('latin1'));
    return until !== undefined && receivedAt <= until;
  }
}
