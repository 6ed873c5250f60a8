import { CLICKHOUSE, type ClickHouseClient, countPeopleRows, erasePeople } from '@groundswell/clickhouse';
import { EVENTS_TOPIC, PIPELINE_GROUP } from '@groundswell/contracts';
import { EVENT_LOG, type EventLog } from '@groundswell/event-log';
import { BatchIntents, type ErasureEntity, ErasureStore, PersonChanges } from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';

/** What must be stored before a step: offsets of the log, or ranges that were open. */
interface Waits {
  /** Ends of the partitions when it was first looked at. */
  ends?: Map<number, bigint>;
  /** Ranges that were being stored when the person was taken. */
  ranges?: Set<string>;
}

/** Where the log is read and by whom. */
export interface ErasedLog {
  topic: string;
  group: string;
}

/**
 * The steps of erasures (docs/adr/0007-erasure.md). None waits: what cannot go on yet is left for the next call. Each
 * may be repeated, and a process that dies leaves nothing that its successor would not do again.
 */
@Injectable()
export class ErasureJob {
  private readonly waits = new Map<number, Waits>();
  log: ErasedLog = { topic: EVENTS_TOPIC, group: PIPELINE_GROUP };

  constructor(
    private readonly store: ErasureStore,
    private readonly intents: BatchIntents,
    private readonly changes: PersonChanges,
    @Inject(EVENT_LOG) private readonly eventLog: EventLog,
    @Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient,
  ) {}

  /** One after the other, those of a project that are ready together. Says whether any is still to be done. */
  async advance(): Promise<boolean> {
    const open = await this.store.open();
    for (const erasure of open) {
      if (erasure.receivedUntil === null && (await this.isRead(erasure))) await this.store.take(erasure);
    }
    const ready: ErasureEntity[] = [];
    for (const erasure of await this.store.open()) {
      if (erasure.receivedUntil !== null && (await this.isFenced(erasure))) ready.push(erasure);
    }
    for (const projectId of new Set(ready.map((erasure) => erasure.projectId))) {
      await this.remove(
        projectId,
        ready.filter((erasure) => erasure.projectId === projectId),
      );
    }
    return (await this.store.open()).length > 0;
  }

  /** All that was in the log when it was asked for has been stored: only then is it known which ids are the person's. */
  private async isRead(erasure: ErasureEntity): Promise<boolean> {
    const progress = await this.eventLog.progress(this.log.topic, this.log.group);
    const waits = this.waitsOf(erasure);
    waits.ends ??= new Map(progress.map(({ partition, end }) => [partition, end]));
    const stored = await this.intents.storedUpTo(this.log.topic);
    return progress.every(({ partition, committed, end: now }) => {
      const then = waits.ends?.get(partition) ?? 0n;
      // A log that ends before was made anew; of what it was before there is nothing left to read.
      const end = now < then ? now : then;
      return committed >= end || (stored.get(partition) ?? 0n) >= end;
    });
  }

  /** Batches that began before the person was taken have ended: none of them can store a row of theirs any more. */
  private async isFenced(erasure: ErasureEntity): Promise<boolean> {
    const open = await this.store.openRanges(this.log.topic);
    const waits = this.waitsOf(erasure);
    waits.ranges ??= open;
    return [...waits.ranges].every((range) => !open.has(range));
  }

  private async remove(projectId: number, erasures: ErasureEntity[]): Promise<void> {
    await this.changes.settled(projectId);
    for (const { id, people } of erasures) {
      const { events, rows } = await countPeopleRows(this.clickhouse, projectId, people);
      await this.store.setCounts(id, events, rows);
    }
    const everybody = [...new Set(erasures.flatMap(({ people }) => people))];
    await erasePeople(this.clickhouse, projectId, everybody);
    for (const erasure of erasures) {
      const texts = await this.store.purgeTexts(erasure);
      if (await this.store.finish(erasure.id, texts)) this.waits.delete(erasure.id);
    }
  }

  private waitsOf({ id }: ErasureEntity): Waits {
    const waits = this.waits.get(id) ?? {};
    this.waits.set(id, waits);
    return waits;
  }
}
