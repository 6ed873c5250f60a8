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
import { Inject, Injectable } from '@nestjs/common';
import { CampaignsService } from '../campaigns/campaigns.service.js';
import { ReferralService } from '../referral/referral.service.js';
import { PersonViews } from '../persons/person-views.js';
import type { PeopleQuestion } from './parse-people.js';
import { AudiencesService } from '../audiences/audiences.service.js';
import { explain, rawFromOf } from './query.service.js';

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
    const settings = await this.audiences.settingsFor(project, query).catch(explain);
    const found = await this.found(settings, { query, cell, page, perPage }, now).catch(explain);
    const people = await this.views.list(project.id, found.personIds);
    return {
      kind: 'people',
      timeZone: project.timeZone,
      source: found.source,
      computedAt: now.toISOString(),
      tookMs: Math.round((performance.now() - started) * 10) / 10,
      ...rawFromOf(project, query, found),
      data: people.map(({ personId, distinctIds, firstSeen, lastSeen, properties }) => ({
        personId,
        distinctIds,
        firstSeen,
        lastSeen,
        properties,
      })),
      total: found.total,
      page,
      perPage,
    };
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
    { query, cell, page, perPage }: Omit<PeopleQuestion, 'format'>,
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
