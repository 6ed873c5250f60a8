import { CLICKHOUSE, type ClickHouseClient, storePersons } from '@groundswell/clickhouse';
import { PersonChanges } from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';

/** Brings to ClickHouse what PostgreSQL knows of people (docs/adr/0017-person-properties.md). */
@Injectable()
export class PersonSync {
  constructor(
    private readonly changes: PersonChanges,
    @Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient,
  ) {}

  /**
   * To be waited for before a question about people, so that its answer knows what was known when it was asked. Costs one look
   * where nothing changed.
   * @throws ClickHouseUnavailable
   */
  bringUpToDate(projectId: number): Promise<void> {
    return this.changes.follow(projectId, (people, version) =>
      storePersons(this.clickhouse, projectId, people, version),
    );
  }

  /** Of every project. */
  async catchUp(): Promise<void> {
    for (const projectId of await this.changes.waiting()) await this.bringUpToDate(projectId);
  }
}
