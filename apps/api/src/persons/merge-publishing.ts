import { CLICKHOUSE, type ClickHouseClient, insertMerges } from '@groundswell/clickhouse';
import { isOutage } from '@groundswell/platform';
import { MergeOutbox } from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';

/** Tells ClickHouse at once, so that the next report has it; the pipeline sees to what could not be told. */
@Injectable()
export class MergePublishing {
  constructor(
    private readonly outbox: MergeOutbox,
    @Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient,
  ) {}

  /** False while ClickHouse is away. */
  async publish(): Promise<boolean> {
    try {
      for (;;) {
        const merges = await this.outbox.unpublished();
        if (merges.length === 0) return true;
        await insertMerges(this.clickhouse, merges);
        await this.outbox.markPublished(merges);
      }
    } catch (error) {
      if (isOutage(error)) return false;
      throw error;
    }
  }
}
