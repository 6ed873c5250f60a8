import {
  type Audience,
  CLICKHOUSE,
  type ClickHouseClient,
  type ProjectSettings,
  type WithAudiences,
  findCohort,
  hasMerges,
  localDay,
} from '@groundswell/clickhouse';
import { CohortEntity, type ProjectEntity } from '@groundswell/postgres';
import { settingsOf } from '../projects/settings-of.js';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { askedOfPeople } from './about-people.js';
import { CohortLists } from './cohort-lists.js';
import { PersonSync } from './person-sync.js';

/** What questions need to know of people and cohorts before they are asked. */
@Injectable()
export class AudiencesService {
  constructor(
    private readonly sync: PersonSync,
    private readonly lists: CohortLists,
    @InjectRepository(CohortEntity) private readonly cohorts: Repository<CohortEntity>,
    @Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient,
  ) {}

  /**
   * The project's settings, with what the question says of people as of now.
   * @throws ClickHouseUnavailable
   */
  async settingsFor(project: ProjectEntity, query: unknown): Promise<ProjectSettings> {
    const asked = askedOfPeople(query);
    if (!asked.properties && asked.cohorts.length === 0) return settingsOf(project);
    const known = asked.cohorts.length === 0 ? [] : await this.cohorts.findBy({ projectId: project.id });
    const named = new Set(asked.cohorts.flatMap((name) => findCohort(known, name) ?? []));
    return this.withCohorts(project, [...named]);
  }

  /** With these cohorts as they are now. */
  async withCohorts(project: ProjectEntity, cohorts: CohortEntity[]): Promise<WithAudiences> {
    for (const cohort of cohorts) await this.lists.bringUpToDate(cohort);
    return this.withAudiences(project, cohorts.map(audienceOf));
  }

  async withAudiences(project: ProjectEntity, cohorts: Audience[]): Promise<WithAudiences> {
    await this.sync.bringUpToDate(project.id);
    const today = localDay(new Date(), project.timeZone);
    const anyMerges = await hasMerges(this.clickhouse, project.id);
    return { ...settingsOf(project), audiences: { cohorts, today, anyMerges } };
  }
}

/** By its rules, or as it was taken down. */
export function audienceOf({ id, name, mode, definition, generation }: CohortEntity): Audience {
  return mode === 'live' && definition !== null ? { id, name, definition } : { id, name, generation };
}
