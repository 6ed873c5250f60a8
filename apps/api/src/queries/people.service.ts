import {
  CLICKHOUSE,
  type ClickHouseClient,
  type PartOfPeople,
  type PeopleBehind,
  type PeopleQuery,
  type ProjectSettings,
  type SetKind,
  peopleBehind,
} from '@groundswell/clickhouse';
import type {
  AttributionQuery,
  CampaignPerformanceQuery,
  PeopleAnswer,
  PeopleCell,
  ReferralQuery,
} from '@groundswell/contracts';
import type { ProjectEntity } from '@groundswell/postgres';
import { Inject, Injectable, type StreamableFile } from '@nestjs/common';
import { CampaignsService } from '../campaigns/campaigns.service.js';
import { ReferralService } from '../referral/referral.service.js';
import { PersonViews } from '../persons/person-views.js';
import type { PeopleQuestion } from './parse-people.js';
import { type PartOfIds, peopleFile, peopleOf } from './people-file.js';
import { AudiencesService } from '../audiences/audiences.service.js';
import { explain, rawFromOf } from './query.service.js';

type Sought = Pick<PeopleQuestion, 'query' | 'cell'>;

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
    const found = await this.found(settings, { query, cell }, { page, perPage }, now);
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
    const now = new Date();
    const settings = await this.audiences.settingsFor(project, query).catch(explain);
    const idsOf: PartOfIds = async (part) => {
      const found = await this.found(settings, { query, cell }, part, now);
      rawFromOf(project, query, found);
      return found.personIds;
    };
    return peopleFile(idsOf, (ids) => peopleOf(this.views, project.id, ids), 'people');
  }

  /** A key of the answer is a name of the naming tree; touches say what counts under it. */
  private async keyed(
    settings: ProjectSettings,
    query: AttributionQuery | CampaignPerformanceQuery,
    { key }: { key: string },
    part: PartOfPeople,
    now: Date,
  ): Promise<PeopleBehind> {
    const tree = await this.campaigns.tree(settings.id);
    const asked = { ...settings, sharedNames: tree.sharedNames() };
    return peopleBehind(
      this.clickhouse,
      asked,
      query,
      { key, keys: tree.keysOf(query.level, key) } as PeopleCell<SetKind>,
      part,
      now,
    );
  }

  private async found(
    settings: ProjectSettings,
    sought: Sought,
    part: PartOfPeople,
    now: Date,
  ): Promise<PeopleBehind> {
    const { query } = sought;
    const finding =
      query.kind === 'referral'
        ? this.referred(settings, query, sought.cell as PeopleCell<'referral'>, part)
        : this.counted(settings, query, sought.cell as PeopleCell<SetKind>, part, now);
    return finding.catch(explain);
  }

  private async counted(
    settings: ProjectSettings,
    query: PeopleQuery<SetKind>,
    cell: PeopleCell<SetKind>,
    part: PartOfPeople,
    now: Date,
  ): Promise<PeopleBehind> {
    if (query.kind === 'attribution' || query.kind === 'campaignPerformance')
      return this.keyed(settings, query, cell as { key: string }, part, now);
    return peopleBehind(this.clickhouse, settings, query, cell, part, now);
  }

  /** A programme's people come from its graph, which is held anyway. */
  private async referred(
    settings: ProjectSettings,
    query: ReferralQuery,
    cell: PeopleCell<'referral'>,
    part: PartOfPeople,
  ): Promise<PeopleBehind> {
    const people = await this.referrals.people(settings, query, cell);
    const first = 'after' in part ? firstBeyond(people, part.after) : (part.page - 1) * part.perPage;
    const length = 'after' in part ? part.limit : part.perPage;
    return { source: 'events', personIds: people.slice(first, first + length), total: people.length };
  }
}

/** Place of the first id beyond another in an ascending list. */
function firstBeyond(ids: readonly number[], id: number): number {
  const place = ids.findIndex((one) => one > id);
  return place < 0 ? ids.length : place;
}
