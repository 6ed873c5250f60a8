import {
  CLICKHOUSE,
  type ClickHouseClient,
  type PeopleBehind,
  type ProjectSettings,
  type SetKind,
  peopleBehind,
} from '@groundswell/clickhouse';
import type {
  AttributionQuery,
  CampaignPerformanceQuery,
  PeopleAnswer,
  PeopleCell,
} from '@groundswell/contracts';
import type { ProjectEntity } from '@groundswell/postgres';
import { Inject, Injectable, type StreamableFile } from '@nestjs/common';
import { CampaignsService } from '../campaigns/campaigns.service.js';
import { ReferralService } from '../referral/referral.service.js';
import { PersonViews } from '../persons/person-views.js';
import type { PeopleQuestion } from './parse-people.js';
import { EVERYBODY, peopleFile, peopleOf } from './people-file.js';
import { AudiencesService } from '../audiences/audiences.service.js';
import { explain, rawFromOf } from './query.service.js';

type Sought = Pick<PeopleQuestion, 'query' | 'cell' | 'page' | 'perPage'>;

/** Who is behind a number. */
@Injectable()
export class PeopleService {
  constructor(
    @Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient,
    private readonly views: PersonViews,
    private readonly referrals: ReferralService,
    private readonly audiences: AudiencesService,
    private readonly campaigns: CampaignsService,
  ) {}

  /** @throws ProblemException 400 when the answer has no such cell, 503 when ClickHouse is away */
  async answer(
    project: ProjectEntity,
    { query, cell, page, perPage }: PeopleQuestion,
  ): Promise<PeopleAnswer> {
    const started = performance.now();
    const now = new Date();
    const found = await this.foundIn(project, { query, cell, page, perPage }, now);
    return {
      kind: 'people',
      timeZone: project.timeZone,
      source: found.source,
      computedAt: now.toISOString(),
      tookMs: Math.round((performance.now() - started) * 10) / 10,
      ...rawFromOf(project, query, found),
      data: await peopleOf(this.views, project.id, found.personIds),
      total: found.total,
      page,
      perPage,
    };
  }

  /** All of them as a file. @throws ProblemException as `answer`, before the file begins */
  async file(project: ProjectEntity, { query, cell }: PeopleQuestion): Promise<StreamableFile> {
    const { personIds, ...found } = await this.foundIn(
      project,
      { query, cell, page: 1, perPage: EVERYBODY },
      new Date(),
    );
    rawFromOf(project, query, found);
    return peopleFile(personIds, (ids) => peopleOf(this.views, project.id, ids), 'people');
  }

  private async foundIn(project: ProjectEntity, question: Sought, now: Date): Promise<PeopleBehind> {
    const settings = await this.audiences.settingsFor(project, question.query).catch(explain);
    return this.found(settings, question, now).catch(explain);
  }

  /** A key of the answer is a name of the naming tree; touches say what counts under it. */
  private async withKeys(
    projectId: number,
    { level }: AttributionQuery | CampaignPerformanceQuery,
    { key }: { key: string },
  ) {
    const keys = (await this.campaigns.tree(projectId)).keysOf(level, key);
    return { key, keys };
  }

  private async found(
    settings: ProjectSettings,
    { query, cell, page, perPage }: Sought,
    now: Date,
  ): Promise<PeopleBehind> {
    if (query.kind !== 'referral')
      return peopleBehind(
        this.clickhouse,
        settings,
        query,
        (query.kind === 'attribution' || query.kind === 'campaignPerformance'
          ? await this.withKeys(settings.id, query, cell as { key: string })
          : cell) as PeopleCell<SetKind>,
        { page, perPage },
        now,
      );
    const people = await this.referrals.people(settings, query, cell as PeopleCell<'referral'>);
    const personIds = people.slice((page - 1) * perPage, page * perPage);
    return { source: 'events', personIds, total: people.length };
  }
}
