import {
  CLICKHOUSE,
  type ClickHouseClient,
  type ProjectSettings,
  UnanswerableQuery,
  activeUsers,
  dataRange,
  eventCounts,
  firstDayAsked,
  funnel,
  growthAccounting,
  metricValues,
  paths,
  retention,
  stickiness,
} from '@groundswell/clickhouse';
import type {
  ActiveUsersAnswer,
  AttributionAnswer,
  AttributionModelsAnswer,
  AttributionPathsAnswer,
  BenchmarkAnswer,
  CampaignPerformanceAnswer,
  EventCountsAnswer,
  FunnelAnswer,
  GrowthAccountingAnswer,
  MetricAnswer,
  PathsAnswer,
  ReferralAnswer,
  RetentionAnswer,
  RetentionQuery,
  StickinessAnswer,
} from '@groundswell/contracts';
import { ProblemException } from '@groundswell/platform';
import type { ProjectEntity } from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';
import { AudiencesService } from '../audiences/audiences.service.js';
import { PerformanceService } from '../campaigns/performance/performance.service.js';
import { BenchmarkService } from '../market/benchmark.service.js';
import { ReferralService } from '../referral/referral.service.js';
import { settingsOf } from '../projects/settings-of.js';
import { AnswerCache } from './answer-cache.js';
import { differencesOf } from './comparison/differences-of.js';
import { knownOf, withKnownChanges } from './comparison/known-buckets.js';
import { previousOf, wholePeriods, withPrevious } from './comparison/with-previous.js';
import { orClickHouseProblem } from './clickhouse-problem.js';
import type { Query } from './query.dto.js';

export type Answer =
  | ActiveUsersAnswer
  | EventCountsAnswer
  | RetentionAnswer
  | GrowthAccountingAnswer
  | StickinessAnswer
  | FunnelAnswer
  | PathsAnswer
  | AttributionAnswer
  | AttributionModelsAnswer
  | AttributionPathsAnswer
  | BenchmarkAnswer
  | ReferralAnswer
  | CampaignPerformanceAnswer
  | MetricAnswer;

@Injectable()
export class QueryService {
  constructor(
    @Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient,
    private readonly benchmark: BenchmarkService,
    private readonly referrals: ReferralService,
    private readonly cache: AnswerCache,
    private readonly performance: PerformanceService,
    private readonly audiences: AudiencesService,
  ) {}

  /** @throws ProblemException 400 when the forced engine cannot answer, 503 when ClickHouse is away */
  async answer(project: ProjectEntity, query: Query): Promise<Answer> {
    const started = performance.now();
    if (query.kind === 'retention' && query.against) return this.answerAgainst(project, query);
    if (!('compare' in query) || query.compare === undefined) return this.answerCourse(project, query);
    const { compare: _, ...asked } = query;
    const before = previousOf(asked);
    const [now, then, range] = await Promise.all([
      this.answerCourse(project, asked),
      this.answerOne(project, before).catch(nothingWhereRawEventsAreGone),
      dataRange(this.clickhouse, project.id).catch(explain),
    ]);
    const tookMs = Math.round((performance.now() - started) * 10) / 10;
    if (!then) return { ...now, tookMs };
    const settings = settingsOf(project);
    const known = knownOf(before, then, settings, range);
    const whole = wholePeriods(settings, range);
    return { ...withPrevious(asked, now, { range: before, answer: then, known }, whole), tookMs };
  }

  /** With changes only from buckets that data were there in. */
  private async answerCourse(project: ProjectEntity, query: Query): Promise<Answer> {
    const backs = 'changesFrom' in query ? query.changesFrom : undefined;
    if (backs === undefined) return this.answerOne(project, query);
    const [answer, range] = await Promise.all([
      this.answerOne(project, query),
      dataRange(this.clickhouse, project.id).catch(explain),
    ]);
    const known = knownOf(query, answer, settingsOf(project), range);
    switch (answer.kind) {
      case 'activeUsers':
        return { ...answer, rows: withKnownChanges(answer.rows, backs, known) };
      case 'eventCounts':
        return { ...answer, rows: withKnownChanges(answer.rows, backs, known) };
      case 'stickiness':
        return { ...answer, rows: withKnownChanges(answer.rows, backs, known) };
      default:
        return answer;
    }
  }

  private async answerAgainst(project: ProjectEntity, query: RetentionQuery): Promise<Answer> {
    const { against, ...asked } = query;
    const other = { ...asked, ...against, breakdown: undefined };
    const [own, theirs] = await Promise.all([this.answerOne(project, asked), this.answerOne(project, other)]);
    if (own.kind !== 'retention' || theirs.kind !== 'retention') return own;
    return { ...own, differences: differencesOf(own.average, theirs.average) };
  }

  private async answerOne(project: ProjectEntity, query: Query): Promise<Answer> {
    const started = performance.now();
    const settings = await this.audiences.settingsFor(project, query).catch(explain);
    const answer = await this.cache
      .answer(project, settings, query, () => this.ask(settings, query))
      .catch(explain);
    return {
      ...answer,
      ...rawFromOf(project, query, answer),
      tookMs: Math.round((performance.now() - started) * 10) / 10,
    };
  }

  private async ask(settings: ProjectSettings, query: Query): Promise<Answer> {
    const now = new Date();
    switch (query.kind) {
      case 'activeUsers':
        return activeUsers(this.clickhouse, settings, query, now);
      case 'eventCounts':
        return eventCounts(this.clickhouse, settings, query, now);
      case 'metric':
        return metricValues(this.clickhouse, settings, query, now);
      case 'funnel':
        return funnel(this.clickhouse, settings, query, now);
      case 'paths':
        return paths(this.clickhouse, settings, query, now);
      case 'retention':
        return retention(this.clickhouse, settings, query, now);
      case 'growthAccounting':
        return growthAccounting(this.clickhouse, settings, query, now);
      case 'stickiness':
        return stickiness(this.clickhouse, settings, query, now);
      case 'referral':
        return this.referrals.answer(settings, query, now);
      case 'attribution':
        return this.performance.attribution(settings, query, now);
      case 'attributionModels':
        return this.performance.models(settings, query);
      case 'attributionPaths':
        return this.performance.paths(settings, query, now);
      case 'campaignPerformance':
        return this.performance.answer(settings, query);
      case 'benchmark':
        return this.benchmark.answer(
          settings,
          query,
          (own) => activeUsers(this.clickhouse, settings, own, now),
          (await dataRange(this.clickhouse, settings.id))?.firstDay ?? null,
        );
    }
  }
}

/**
 * Raw events before `rawFrom` are gone, so nothing that begins before it is counted from them: a lower number would look
 * like an answer (docs/definitions.md, "Raw events that were deleted").
 */
export function rawFromOf(
  project: ProjectEntity,
  query: Query,
  { source }: Pick<Answer, 'source'>,
): { rawFrom?: string } {
  const { rawFrom } = project;
  if (rawFrom === null || source === 'rollup') return {};
  if (firstDayAsked(query, settingsOf(project)) >= rawFrom) return { rawFrom };
  throw new ProblemException(
    400,
    `This question needs raw events, and this project keeps them from ${rawFrom} on. Begin there or later (whole weeks and months count, and trailing days before), or ask what the rollup can answer: by day, event and platform.`,
    [{ path: 'from', message: `must not reach back before ${rawFrom}` }],
  ).coded('raw_events_gone', { from: rawFrom });
}

/** Days before that need raw events which were deleted: the days asked about are answered without them. */
function nothingWhereRawEventsAreGone(error: unknown): null {
  if (error instanceof ProblemException && error.toProblem().code === 'raw_events_gone') return null;
  throw error;
}

export function explain(error: unknown): never {
  if (error instanceof UnanswerableQuery) throw new ProblemException(400, error.message);
  return orClickHouseProblem(error);
}
