import { NONE, keyAt, keyOf, toldNetwork } from '@groundswell/attribution';
import { type CampaignPerformanceQuery, attributionQuerySchema } from '@groundswell/contracts';
import { checkRange, chooseSource } from '../conditions/choose-source.js';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { lastObservedDay } from '../events/data-range.js';
import { hasMerges } from '../identity/insert-merges.js';
import { hasLinkClicks } from '../links/has-link-clicks.js';
import { addDays } from '../periods/calendar.js';
import type { ProjectSettings } from '../project-settings.js';
import { orRegexProblem } from '../regex-problem.js';
import { attributionContext } from './attribution.query.js';
import { type PerformanceContext, newBy, newcomers, performanceRows, signups } from './performance.query.js';

/** Of a key, of those who signed up on `day`; `offset` -1: themselves. */
export interface PerformanceFact {
  key: string;
  day: string;
  offset: number;
  signups: number;
  active: number;
  revenue: number;
}

export interface PerformanceFacts {
  facts: PerformanceFact[];
  /** Last day on which somebody did something; null: never. */
  observed: string | null;
  /** What told who is new. */
  newBy: 'rollup' | 'events';
}

/** What the sign-ups of a range did, by what brought them. */
export async function performanceFacts(
  client: ClickHouseClient,
  project: ProjectSettings,
  query: CampaignPerformanceQuery,
): Promise<PerformanceFacts> {
  checkRange(query);
  chooseSource(query.engine, 'it holds who was there on a day, not what brought them.');
  const last = Math.max(30, query.ltvDays, ...query.retentionDays);
  const context = performanceContext(query, project, {
    anyMerges: await hasMerges(client, project.id),
    anyLinkClicks: await hasLinkClicks(client, project.id),
  });
  const [rows, observed] = await Promise.all([
    ask<PerformanceFact>(client, performanceRows(context, last)).catch(orRegexProblem),
    lastObservedDay(client, project.id, query.traffic),
  ]);
  const facts = rows.map(({ key, day, ...figures }) => ({
    ...{ key, day, offset: Number(figures.offset), signups: Number(figures.signups) },
    ...{ active: Number(figures.active), revenue: Number(figures.revenue) },
  }));
  return { facts, observed, newBy: newBy(query) };
}

/** @param shared in the place of what the context makes for itself */
export function performanceContext(
  query: CampaignPerformanceQuery,
  project: ProjectSettings,
  present: Parameters<typeof attributionContext>[2],
  shared: Partial<Pick<PerformanceContext, 'bindings' | 'people'>> = {},
): PerformanceContext {
  const { from, to, level, model, lookbackDays, traffic } = query;
  const asked = attributionQuerySchema.parse({
    ...{ kind: 'attribution', from, to, level, model, lookbackDays, traffic },
    conversion: { event: 'sign-up' },
  });
  const context = { ...attributionContext(asked, project, present), ...shared, performance: query };
  return { ...context, conversions: signups(context), whoConverted: newcomers(context) };
}

/** How often a campaign, by its UTM value, was come by under a key. */
export interface CampaignKey {
  campaign: string;
  key: string;
  arrivals: number;
}

/** The keys at a level (channel or source) that campaigns were come by under; a pair may be there more than once. */
export async function campaignKeys(
  client: ClickHouseClient,
  project: ProjectSettings,
  { from, to }: { from: string; to: string },
  level: 'channel' | 'source',
): Promise<CampaignKey[]> {
  type Row = { campaign: string; source: string; medium: string; ids: string[]; arrivals: string };
  const rows = await ask<Row>(client, {
    query: `SELECT toString(utm_campaign) AS campaign, toString(utm_source) AS source, toString(utm_medium) AS medium,
                   arraySort(mapKeys(click_ids)) AS ids, count() AS arrivals
            FROM events WHERE project_id = {project:UInt32} AND utm_campaign != ''
              AND local_date BETWEEN {from:Date} AND {to:Date}
            GROUP BY campaign, source, medium, ids ORDER BY arrivals DESC, source, medium LIMIT 20000`,
    query_params: { project: project.id, from: addDays(from, -30), to },
  });
  return rows.map(({ campaign, source, medium, ids, arrivals }) => {
    const clickIds = Object.fromEntries(ids.map((id) => [id, '1']));
    const utm = { utmSource: source, utmMedium: medium, utmCampaign: campaign, utmContent: '', utmTerm: '' };
    const arrival = { ...utm, clickIds, referrerHost: '' };
    const key = keyOf(arrival, level, project.channelRules);
    const isShared = project.sharedNames?.campaign?.includes(campaign) ?? false;
    return {
      campaign: isShared ? keyAt(toldNetwork(arrival), campaign) : campaign,
      key,
      arrivals: Number(arrivals),
    };
  });
}

/** What spend without a place at a level is filed under. */
export const WITHOUT_PLACE = NONE;
