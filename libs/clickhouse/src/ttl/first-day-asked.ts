import type {
  ActiveUsersQuery,
  AttributionModelsQuery,
  AttributionPathsQuery,
  AttributionQuery,
  BenchmarkQuery,
  CampaignPerformanceQuery,
  EventCountsQuery,
  FunnelQuery,
  PathsQuery,
  GrowthAccountingQuery,
  MetricQuery,
  ReferralQuery,
  RetentionQuery,
  StickinessQuery,
} from '@groundswell/contracts';
import { firstDayOfTouches } from '../attribution/context.js';
import { bucketsOf } from '../bucketed/buckets.js';
import { Calendar, addDays } from '../periods/calendar.js';
import type { ProjectSettings } from '../project-settings.js';

type Query =
  | ActiveUsersQuery
  | RetentionQuery
  | GrowthAccountingQuery
  | StickinessQuery
  | AttributionQuery
  | AttributionModelsQuery
  | AttributionPathsQuery
  | BenchmarkQuery
  | CampaignPerformanceQuery
  | EventCountsQuery
  | FunnelQuery
  | PathsQuery
  | MetricQuery
  | ReferralQuery;

/**
 * The first local day whose events an answer counts: whole weeks and months, the days before of trailing ones, for growth
 * the period before the first, whose people may have left, and for attribution the window before the first conversion.
 */
export function firstDayAsked(query: Query, project: ProjectSettings): string {
  const calendar = new Calendar(project.weekStart);
  if (query.kind === 'retention') return calendar.startOf(query.period, query.from);
  if (isOfTouches(query)) return firstDayOfTouches(query);
  if (query.kind === 'stickiness') return addDays(query.from, 1 - query.window);
  // Own truth is asked a month further back, for the change of the first.
  if (query.kind === 'benchmark') return calendar.add('month', calendar.startOf('month', query.from), -1);
  if (query.kind === 'growthAccounting') {
    return calendar.add(query.interval, calendar.startOf(query.interval, query.from), -1);
  }
  if (query.kind === 'referral' || query.kind === 'metric')
    return calendar.startOf(query.interval, query.from);
  if (query.kind === 'funnel' || query.kind === 'paths') return query.from;
  const days = bucketsOf(query, project).map(({ firstDay }) => firstDay);
  return days.sort()[0] ?? query.from;
}

type OfTouches = AttributionQuery | AttributionModelsQuery | AttributionPathsQuery | CampaignPerformanceQuery;
const OF_TOUCHES = ['attribution', 'attributionModels', 'attributionPaths', 'campaignPerformance'];
const isOfTouches = (query: Query): query is OfTouches => OF_TOUCHES.includes(query.kind);
