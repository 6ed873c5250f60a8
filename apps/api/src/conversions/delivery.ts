import { type Conversion, type Json, type Reading, type Verdict, backOffMs } from '@groundswell/conversions';
import type { ConversionDestinationEntity, ConversionOutboxEntity } from '@groundswell/postgres';
import type { Exchange, NetworkClient } from './network-client.js';

export interface Sendable {
  row: ConversionOutboxEntity;
  conversion: Conversion;
}

export interface Fate {
  row: ConversionOutboxEntity;
  fate:
    | Verdict
    | { kind: 'later'; reason: string; retryAfterMs: number | null }
    /** Nobody asked the network about it. */
    | { kind: 'untried'; reason: string };
  request: Json;
  answer: string | null;
}

/** A batch that is refused whole is halved until those are found that it is refused for; so many requests at most. */
const MOST_REQUESTS = 24;

/** Brings conversions to one network, and says of each what became of it. Stops where it makes no sense to go on. */
export class Delivery {
  /** Why nothing more will go through before somebody changes something. */
  pausedBecause: string | null = null;
  heldUntil: Date | null = null;
  private stopped: string | null = null;
  private requests = 0;
  private fates: Fate[] = [];

  constructor(
    private readonly destination: ConversionDestinationEntity,
    private readonly client: Pick<NetworkClient, 'send' | 'shown'>,
  ) {}

  /** What has been decided since the last call. */
  taken(): Fate[] {
    return this.fates.splice(0);
  }

  async send(batch: Sendable[]): Promise<void> {
    if (batch.length === 0) return;
    if (this.stopped !== null || this.requests >= MOST_REQUESTS) return this.leave(batch);
    this.requests++;
    const conversions = batch.map(({ conversion }) => conversion);
    const exchange = await this.client.send(this.destination, conversions, this.destination.testMode);
    await this.judge(batch, exchange);
  }

  private async judge(batch: Sendable[], exchange: Exchange): Promise<void> {
    const { reading } = exchange;
    switch (reading.kind) {
      case 'each':
        return batch.forEach((one, place) => this.decide(one, reading.verdicts[place]!, exchange));
      case 'none':
        return this.without(batch, reading, exchange);
      case 'later':
        return this.postpone(batch, reading.reason, exchange);
      case 'unauthorized':
        this.pausedBecause = this.stopped = reading.reason;
        return this.leave(batch, exchange.answer);
    }
  }

  /** Those that the network names are refused, and the rest is sent without them; where it names none, halves. */
  private async without(
    batch: Sendable[],
    { culprits, reason }: Reading & { kind: 'none' },
    exchange: Exchange,
  ): Promise<void> {
    const isNamed = (place: number) => culprits.has(place) || batch.length === 1;
    batch.forEach((one, place) => {
      if (isNamed(place))
        this.decide(one, { kind: 'refused', reason: culprits.get(place) ?? reason }, exchange);
    });
    const rest = batch.filter((_, place) => !isNamed(place));
    if (rest.length < batch.length) return this.send(rest);
    const middle = rest.length >> 1;
    await this.send(rest.slice(0, middle));
    await this.send(rest.slice(middle));
  }

  private postpone(batch: Sendable[], reason: string, exchange: Exchange): void {
    const { retryAfterMs } = exchange;
    this.stopped = reason;
    // The others would fare no better: the whole destination waits.
    const wait = Math.max(retryAfterMs ?? 0, backOffMs(1, Math.random()));
    this.heldUntil = new Date(Date.now() + wait);
    for (const one of batch) this.decide(one, { kind: 'later', reason, retryAfterMs }, exchange);
  }

  private leave(batch: Sendable[], answer: string | null = null): void {
    const reason = this.stopped ?? 'Too many of its batch were refused; it is sent with another.';
    for (const { row } of batch) {
      this.fates.push({ row, fate: { kind: 'untried', reason }, request: null, answer });
    }
  }

  private decide({ row, conversion }: Sendable, fate: Fate['fate'], { answer }: Exchange): void {
    const request = this.client.shown(this.destination, conversion);
    this.fates.push({ row, fate, request, answer });
  }
}
