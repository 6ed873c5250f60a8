import type { AdNetwork, ConversionState } from '@groundswell/contracts';
import {
  type Conversion,
  MOST_ATTEMPTS,
  type Protocol,
  backOffMs,
  isExpired,
  protocolOf,
  redacted,
} from '@groundswell/conversions';
import {
  type ConversionDestinationEntity,
  ConversionOutbox,
  type ConversionOutboxEntity,
  type Settlement,
} from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { conversionsSettled, destinationsPaused } from './conversion-metrics.js';
import { ConversionFacts } from './conversion-facts.js';
import { type Fate, Delivery, type Sendable } from './delivery.js';
import { NetworkClient, senderOf } from './network-client.js';

/** Taken at once; where a network takes few a request, several requests follow each other. */
const LEAST_CLAIM = 20;

/** Sends what is due. What was sent and not marked, as by a crash, is sent again under the same event id. */
@Injectable()
export class ConversionSend {
  constructor(
    private readonly outbox: ConversionOutbox,
    private readonly facts: ConversionFacts,
    private readonly client: NetworkClient,
  ) {}

  /** A batch of one destination; false where nothing is due that nobody else has in hands. */
  async sendNext(): Promise<boolean> {
    for (const id of await this.outbox.dueDestinations()) {
      const destination = await this.outbox.destination(id);
      if (!destination) continue;
      const limit = Math.max(protocolOf(destination.network).maxBatch, LEAST_CLAIM);
      const { lease, rows } = await this.outbox.claim(id, limit);
      if (rows.length === 0) continue;
      await this.send(destination, lease, rows);
      return true;
    }
    return false;
  }

  private async send(
    destination: ConversionDestinationEntity,
    lease: string,
    rows: ConversionOutboxEntity[],
  ): Promise<void> {
    const now = new Date();
    const { ready, settled } = await this.sorted(destination, rows, now).catch((error: unknown) =>
      this.release(lease, rows, error),
    );
    await this.settle(destination, lease, settled);
    const delivery = new Delivery(destination, this.client);
    for (const batch of batchesOf(ready, protocolOf(destination.network).maxBatch)) {
      await delivery.send(batch);
      await this.settle(destination, lease, delivery.taken().map(settlementOf));
    }
    const { pausedBecause, heldUntil } = delivery;
    if (pausedBecause !== null) {
      await this.outbox.pause(destination.id, pausedBecause);
      destinationsPaused.inc({ network: destination.network });
    }
    if (heldUntil !== null) await this.outbox.hold(destination.id, heldUntil);
  }

  private async settle(
    { network }: ConversionDestinationEntity,
    lease: string,
    settlements: Settlement[],
  ): Promise<void> {
    await this.outbox.settle(lease, settlements);
    for (const { state } of settlements) conversionsSettled.inc({ network, state });
  }

  /** Nothing was asked of the network: they wait as they did, and not for the end of the lease. */
  private async release(lease: string, rows: ConversionOutboxEntity[], error: unknown): Promise<never> {
    const wait = soon(backOffMs(1, Math.random()));
    await this.outbox.settle(
      lease,
      rows.map((row) => ({ ...settlement(row, 'queued', row.problem), nextAttemptAt: wait })),
    );
    throw error;
  }

  /** Those that can be sent, and what becomes of the others. */
  private async sorted(
    destination: ConversionDestinationEntity,
    rows: ConversionOutboxEntity[],
    now: Date,
  ): Promise<{ ready: Sendable[]; settled: Settlement[] }> {
    const ready: Sendable[] = [];
    const settled: Settlement[] = [];
    for (const { row, known } of await this.facts.of(destination, rows)) {
      const whole = row as ConversionOutboxEntity;
      const over = overBefore(destination, whole, known, now);
      if (over) settled.push(settlement(whole, ...over));
      else ready.push({ row: whole, conversion: known!.conversion });
    }
    return { ready, settled };
  }
}

/** Why it is not sent, with the state that follows; null: it is. Too old comes first: whatever else is so, it stays that. */
export function overBefore(
  destination: ConversionDestinationEntity,
  { occurredAt }: Pick<ConversionOutboxEntity, 'occurredAt'>,
  known: { conversion: Conversion; hasConsent: boolean } | null,
  now: Date,
): [ConversionState, string] | null {
  const { network, maxAgeDays, testMode, consentProperty } = destination;
  if (isExpired(network, { at: occurredAt, clicks: known?.conversion.clicks }, maxAgeDays, now)) {
    return ['expired', 'It is older than the network takes.'];
  }
  if (!known) return ['dead', 'Its event or its person is not stored any more.'];
  if (!known.hasConsent) return ['withheld', `${consentProperty} does not say that the person agrees.`];
  const protocol = protocolOf(network) as Protocol<AdNetwork>;
  const problem = protocol.unusable(known.conversion, senderOf(destination, testMode));
  return problem === null ? null : ['refused', problem];
}

function batchesOf(ready: Sendable[], size: number): Sendable[][] {
  return Array.from({ length: Math.ceil(ready.length / size) }, (_, at) =>
    ready.slice(at * size, (at + 1) * size),
  );
}

function settlement(
  { id, attempts }: ConversionOutboxEntity,
  state: ConversionState,
  problem: string | null,
): Settlement {
  return { id, state, attempts, nextAttemptAt: soon(0), problem, request: null, answer: null };
}

const soon = (ms: number) => new Date(Date.now() + ms).toISOString();

function settlementOf({ row, fate, request, answer }: Fate): Settlement {
  const attempts = row.attempts + (fate.kind === 'untried' ? 0 : 1);
  const shared = { id: row.id, attempts, request: redacted(request), answer };
  switch (fate.kind) {
    case 'accepted':
      return { ...shared, state: 'delivered', nextAttemptAt: soon(0), problem: null };
    case 'refused':
      return { ...shared, state: 'refused', nextAttemptAt: soon(0), problem: fate.reason };
    case 'untried':
      return { ...shared, state: 'queued', nextAttemptAt: soon(0), problem: fate.reason };
    case 'later': {
      const isOver = attempts >= MOST_ATTEMPTS;
      const wait = Math.max(fate.retryAfterMs ?? 0, backOffMs(attempts, Math.random()));
      const problem = isOver ? `Given up after ${attempts} attempts: ${fate.reason}` : fate.reason;
      return { ...shared, state: isOver ? 'dead' : 'queued', nextAttemptAt: soon(wait), problem };
    }
  }
}
