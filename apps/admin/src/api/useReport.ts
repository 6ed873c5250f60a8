import type {
  ActiveUsersAnswer,
  ActiveUsersQuery,
  AttributionModelsAnswer,
  AttributionQuery,
  AttributionModelsQuery,
  AttributionPathsAnswer,
  AttributionPathsQuery,
  BenchmarkAnswer,
  BenchmarkQuery,
  CampaignPerformanceAnswer,
  CampaignPerformanceQuery,
  EventCountsAnswer,
  EventCountsQuery,
  FunnelAnswer,
  FunnelQuery,
  GrowthAccountingAnswer,
  GrowthAccountingQuery,
  MetricAnswer,
  MetricQuery,
  PathsAnswer,
  PathsQuery,
  ReferralAnswer,
  ReferralQuery,
  RetentionAnswer,
  RetentionQuery,
  StickinessAnswer,
  StickinessQuery,
  TrafficSwitch,
} from '@groundswell/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { request, requestText } from './http.js';
import { useProject } from '../projects/ProjectContext.js';
import { useTraffic } from '../traffic/useTraffic.js';

type Ask<Query> = Omit<Query, 'engine' | 'format' | 'traffic'>;
export type ActiveUsersAsk = Ask<ActiveUsersQuery>;
export type RetentionAsk = Ask<RetentionQuery>;
export type GrowthAccountingAsk = Ask<GrowthAccountingQuery>;
export type StickinessAsk = Ask<StickinessQuery>;
export type CampaignPerformanceAsk = Ask<CampaignPerformanceQuery>;
export type AttributionAsk = Ask<AttributionQuery>;
export type AttributionModelsAsk = Ask<AttributionModelsQuery>;
export type AttributionPathsAsk = Ask<AttributionPathsQuery>;
export type BenchmarkAsk = Ask<BenchmarkQuery>;
export type EventCountsAsk = Ask<EventCountsQuery>;
export type FunnelAsk = Ask<FunnelQuery>;
export type PathsAsk = Ask<PathsQuery>;
export type ReferralAsk = Ask<ReferralQuery>;
/** Metrics are always of people, as in experiments. */
export type MetricAsk = Omit<MetricQuery, 'engine' | 'format'>;
export type ReportQuery =
  | EventCountsAsk
  | FunnelAsk
  | PathsAsk
  | ReferralAsk
  | BenchmarkAsk
  | CampaignPerformanceAsk
  | AttributionModelsAsk
  | AttributionPathsAsk
  | ActiveUsersAsk
  | RetentionAsk
  | GrowthAccountingAsk
  | StickinessAsk
  | MetricAsk;

interface Answers {
  eventCounts: EventCountsAnswer;
  funnel: FunnelAnswer;
  paths: PathsAnswer;
  referral: ReferralAnswer;
  benchmark: BenchmarkAnswer;
  campaignPerformance: CampaignPerformanceAnswer;
  attributionModels: AttributionModelsAnswer;
  attributionPaths: AttributionPathsAnswer;
  activeUsers: ActiveUsersAnswer;
  retention: RetentionAnswer;
  growthAccounting: GrowthAccountingAnswer;
  stickiness: StickinessAnswer;
  metric: MetricAnswer;
}
type AnswerOf<Q extends ReportQuery> = Answers[Q['kind']];

interface Options {
  enabled?: boolean;
  /** Asks again this often while the page is in view. */
  refetchMs?: number;
}

/** One question to the query API, on the traffic that the page's URL names; the answer before stays in view while a new one is fetched. */
export function useReport<Q extends ReportQuery>(query: Q, { enabled = true, refetchMs }: Options = {}) {
  const { project } = useProject();
  const { traffic } = useTraffic();
  return useQuery<AnswerOf<Q>>({
    queryKey: ['report', project.id, query, traffic],
    queryFn: ({ signal }) =>
      request(`projects/${project.id}/query`, { method: 'POST', body: onTraffic(query, traffic), signal }),
    enabled,
    placeholderData: keepPreviousData,
    refetchInterval: refetchMs ?? false,
    staleTime: 4_000,
  });
}

/** A question of the traffic that the page shows, unless it was saved with its own. */
export function onTraffic<Q extends { kind: string }>(query: Q, traffic: TrafficSwitch): Q {
  return query.kind === 'metric' ? query : { traffic, ...query };
}

/** The same answer as a CSV file. */
export function fetchCsv(projectId: number, query: ReportQuery, traffic: TrafficSwitch): Promise<string> {
  return requestText(`projects/${projectId}/query`, {
    method: 'POST',
    body: { ...onTraffic(query, traffic), format: 'csv' },
  });
}
