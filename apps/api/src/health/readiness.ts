import { CLICKHOUSE, type ClickHouseClient } from '@groundswell/clickhouse';
import { EVENT_LOG, type EventLog } from '@groundswell/event-log';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { setTimeout as sleep } from 'node:timers/promises';

const TIMEOUT_MS = 3_000;

@Injectable()
export class Readiness {
  private readonly logger = new Logger(Readiness.name);

  constructor(
    private readonly dataSource: DataSource,
    @Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  /** Names of the engines that do not answer within three seconds. */
  async check(): Promise<string[]> {
    const checks = {
      postgres: () => this.dataSource.query('SELECT 1'),
      clickhouse: () => this.askClickHouse(),
      eventLog: () => this.log.ping(),
    };
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, ask]) => ((await this.answers(name, ask)) ? [] : [name])),
    );
    return results.flat();
  }

  /** A query rather than a ping, which the client answers without one when embedded. */
  private async askClickHouse(): Promise<void> {
    const result = await this.clickhouse.query({ query: 'SELECT 1', format: 'JSONEachRow' });
    await result.json();
  }

  private async answers(name: string, ask: () => Promise<unknown>): Promise<boolean> {
    const timer = new AbortController();
    const tooLate = sleep(TIMEOUT_MS, undefined, { signal: timer.signal, ref: false }).then(() => {
      throw new Error(`no answer within ${TIMEOUT_MS} ms`);
    });
    try {
      await Promise.race([ask(), tooLate]);
      return true;
    } catch (error) {
      this.logger.warn(`${name} is not ready: ${String(error)}`);
      return false;
    } finally {
      tooLate.catch(() => undefined);
      timer.abort();
    }
  }
}
