import { CLICKHOUSE, type ClickHouseClient, storeCohortMembers } from '@groundswell/clickhouse';
import { type CohortEntity, CohortIds, PersonChanges } from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';

/** Brings to ClickHouse who is behind the ids of lists. */
@Injectable()
export class CohortLists {
  constructor(
    private readonly ids: CohortIds,
    private readonly changes: PersonChanges,
    @Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient,
  ) {}

  /** Who is behind ids that were nobody's before. Other cohorts have none. @throws ClickHouseUnavailable */
  async bringUpToDate(cohort: CohortEntity): Promise<void> {
    if (cohort.kind === 'list' && cohort.mode === 'live') await this.takeDown(cohort);
  }

  async takeDown({ id, projectId, generation }: CohortEntity): Promise<void> {
    await this.changes.exclusively(projectId, () =>
      this.ids.follow(id, (people) =>
        storeCohortMembers(this.clickhouse, projectId, { id, generation }, people),
      ),
    );
  }
}
