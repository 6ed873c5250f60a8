import type {
  ActiveUsersQuery,
  AttributionQuery,
  CampaignPerformanceQuery,
  EventCountsQuery,
  FunnelQuery,
  GrowthAccountingQuery,
  PathsQuery,
  PeopleKind,
  ReferralQuery,
  RetentionQuery,
  StickinessQuery,
} from '@groundswell/contracts';
import type { Bindings } from '../conditions/bound.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import type { ProjectSettings } from '../project-settings.js';
import { UnanswerableQuery } from '../unanswerable-query.js';

interface Queries {
  activeUsers: ActiveUsersQuery;
  eventCounts: EventCountsQuery;
  growthAccounting: GrowthAccountingQuery;
  stickiness: StickinessQuery;
  retention: RetentionQuery;
  funnel: FunnelQuery;
  paths: PathsQuery;
  referral: ReferralQuery;
  attribution: AttributionQuery;
  campaignPerformance: CampaignPerformanceQuery;
}
/** What SQL alone finds; a programme's people need its definition (`referralPeople`). */
export type SetKind = Exclude<PeopleKind, 'referral'>;
/** A question with people behind its numbers. */
export type PeopleQuery<Kind extends PeopleKind = PeopleKind> = Queries[Kind];

export interface CellContext {
  client: ClickHouseClient;
  project: ProjectSettings;
  bindings: Bindings;
  now: Date;
  anyMerges: boolean;
}

/** SQL with one row: `people`, a bitmap of those who are behind the cell. */
export interface PeopleSet {
  source: 'rollup' | 'events';
  people: string;
}

export function noSuchCell(name: string, value: unknown): never {
  throw new UnanswerableQuery(
    `The answer has no cell with ${name} ${JSON.stringify(value)}; take it from a row of the answer.`,
  );
}
