import {
  CLICKHOUSE,
  type ClickHouseClient,
  type ProjectSettings,
  hasMerges,
  localDay,
} from '@groundswell/clickhouse';
import type { ProjectEntity } from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';
import { askedOfPeople } from './about-people.js';
import { PersonSync } from './person-sync.js';

/** What questions need to know of people and cohorts before they are asked. */
@Injectable()
export class AudiencesService {
  constructor(
    private readonly sync: PersonSync,
    @Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient,
  ) {}

  /**
   * The project's settings, with what the question says of people as of now.
   * @throws ClickHouseUnavailable
   */
  async settingsFor(project: ProjectEntity, query: unknown): Promise<ProjectSettings> {
    const settings = settingsOf(project);
    const { properties, cohorts } = askedOfPeople(query);
    if (!properties && cohorts.length === 0) return settings;
    await this.sync.bringUpToDate(project.id);
    const today = localDay(new Date(), project.timeZone);
    return {
      ...settings,
      audiences: { cohorts: [], today, anyMerges: await hasMerges(this.clickhouse, project.id) },
    };
  }
}

export function settingsOf({ id, timeZone, weekStart, activeEvents }: ProjectEntity): ProjectSettings {
  return { id, timeZone, weekStart, activeEvents };
}
