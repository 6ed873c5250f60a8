import {
  CLICKHOUSE,
  type ClickHouseClient,
  type FoundConversion,
  UnanswerableQuery,
  newConversions,
  storeClock,
} from '@groundswell/clickhouse';
import type { ConversionRule } from '@groundswell/contracts';
import { ageLimitDays } from '@groundswell/conversions';
import { type ConversionDestinationEntity, ConversionOutbox } from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';
import { dayBefore } from './day-before.js';

const PAGE = 5000;
/**
 * A block is marked with the time at which its insert began and is seen when that ends, so what is marked earlier may come
 * to light later: each look goes back by more than any insert takes.
 */
const OVERLAP_MS = 10 * 60_000;

/** Puts stored events that are conversions into the outbox, each once however often it looks (docs/adr/0027-conversions-back-to-networks.md). */
@Injectable()
export class ConversionFill {
  constructor(
    private readonly outbox: ConversionOutbox,
    @Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient,
  ) {}

  /** The destination that is due longest; false where none is. */
  async fillNext(): Promise<boolean> {
    const destination = await this.outbox.nextToScan();
    if (!destination) return false;
    await this.fill(destination).catch(async (error: unknown) => {
      if (!(error instanceof UnanswerableQuery)) throw error;
      await this.outbox.pause(destination.id, error.message);
    });
    return true;
  }

  private async fill(destination: ConversionDestinationEntity): Promise<void> {
    const now = await storeClock(this.clickhouse);
    for (const rule of destination.rules) await this.fillByRule(destination, rule, new Date(now));
    await this.outbox.scanned(destination.id, new Date(now));
  }

  private async fillByRule(
    destination: ConversionDestinationEntity,
    rule: ConversionRule,
    now: Date,
  ): Promise<void> {
    const { projectId, network, maxAgeDays, includeImports, scannedUntil } = destination;
    const since = dayBefore(now, ageLimitDays(network, maxAgeDays) + 1);
    const search = { projectId, rule, since, withImports: includeImports, limit: PAGE };
    let after = { storedAt: scannedUntil.getTime() - OVERLAP_MS, eventId: '' };
    for (;;) {
      const page = await newConversions(this.clickhouse, search, after);
      const news = page.filter(({ storedAt }) => Number(storedAt) >= destination.collectsFrom.getTime());
      await this.outbox.fill(
        destination,
        news.map((found) => conversionOf(found, rule)),
      );
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      after = { storedAt: Number(last.storedAt), eventId: last.eventId };
    }
  }
}

/** Money without a currency that the rule or the event names is kept as it is: the network says whether it minds. */
export function conversionOf({ storedAt: _, ...found }: FoundConversion, rule: ConversionRule) {
  const isCode = /^[A-Z]{3}$/.test(found.currency ?? '');
  return { ...found, name: rule.name, currency: isCode ? found.currency : rule.currency };
}
