import { NONE, UNATTRIBUTED, keyOf } from '@groundswell/attribution';
import {
  CLICKHOUSE,
  type CampaignKey,
  type ClickHouseClient,
  type PerformanceFact,
  type ProjectSettings,
  addDays,
  attribution,
  attributionPaths,
  campaignKeys,
  compareModels,
  performanceFacts,
} from '@groundswell/clickhouse';
import type {
  AttributionAnswer,
  AttributionLevel,
  AttributionModelsAnswer,
  AttributionModelsQuery,
  AttributionPathRow,
  AttributionPathsAnswer,
  AttributionPathsQuery,
  AttributionQuery,
  AttributionRow,
  CampaignPerformanceAnswer,
  CampaignPerformanceQuery,
  CampaignPerformanceRow,
} from '@groundswell/contracts';
import { ProjectEntity, SpendEntity } from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Between, Repository } from 'typeorm';
import { SpendService } from '../../spend/spend.service.js';
import { CampaignsService } from '../campaigns.service.js';
import type { NamingTree } from '../naming-tree.js';
import { type Amount, NO_AMOUNT, sumOf } from './amount.js';
import { figuresOf, roasComplete } from './cohort-figures.js';
import { compared } from './model-comparison.js';
import {
  type CreativeDay,
  type ShownCreatives,
  type Sum,
  compareCreatives,
  fatigueOf,
} from './creative-tests.js';
import { type Piece, type SpendFigure, piecesOf } from './spend-pieces.js';

type Keyed = Piece & { key: string };

/** What advertising cost and what came of it. */
@Injectable()
export class PerformanceService {
  constructor(
    @Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient,
    @InjectRepository(SpendEntity) private readonly figures: Repository<SpendEntity>,
    @InjectRepository(ProjectEntity) private readonly projects: Repository<ProjectEntity>,
    private readonly campaigns: CampaignsService,
    private readonly spend: SpendService,
  ) {}

  async answer(
    project: ProjectSettings,
    query: CampaignPerformanceQuery,
  ): Promise<CampaignPerformanceAnswer> {
    const started = performance.now();
    const { level, model } = query;
    const settings = await this.campaigns.withSharedNames(project);
    const { facts, observed, newBy } = await performanceFacts(this.clickhouse, settings, query);
    const { tree, pieces, currency, missingRates } = await this.spent(settings, query, level);
    const named = facts.map((fact) => ({ ...fact, key: tree.nameOf(level, fact.key) }));
    const keys = new Set([...named, ...pieces].map(({ key }) => key)).add(UNATTRIBUTED);
    const days = daysOf(query);
    const rows = [...keys].map((key): CampaignPerformanceRow => {
      const own = pieces.filter((piece) => piece.key === key);
      const figures = figuresOf(
        amountOf(own),
        named.filter((fact) => fact.key === key),
        observed,
        query,
      );
      return { key, ...figures, nodeId: tree.nodeOf(level, key)?.id ?? null, trend: trendOf(own, days) };
    });
    return {
      kind: 'campaignPerformance',
      ...{ timeZone: project.timeZone, source: 'events', computedAt: new Date().toISOString() },
      tookMs: performance.now() - started,
      ...{ newBy, level, model, currency, missingRates },
      roasComplete: roasComplete(query.to, observed),
      rows: level === 'creative' ? withTests(rows.sort(inOrder), pieces, days) : rows.sort(inOrder),
      totals: figuresOf(amountOf(pieces), named, observed, query),
    };
  }

  /** What brought the conversions, with what that cost; names that were merged count together. */
  async attribution(
    project: ProjectSettings,
    query: AttributionQuery,
    now: Date,
  ): Promise<AttributionAnswer> {
    const settings = await this.campaigns.withSharedNames(project);
    const answer = await attribution(this.clickhouse, settings, query, now);
    const spent = await this.spent(settings, query, answer.level);
    return { ...answer, ...joined(answer, spent) };
  }

  /** All models side by side, with spend and what they would have it be. */
  async models(project: ProjectSettings, query: AttributionModelsQuery): Promise<AttributionModelsAnswer> {
    const started = performance.now();
    const settings = await this.campaigns.withSharedNames(project);
    const { models, omitted } = await compareModels(this.clickhouse, settings, query);
    const spent = await this.spent(settings, query, query.level);
    const { level } = query;
    return {
      kind: 'attributionModels',
      ...{ timeZone: project.timeZone, source: 'events', computedAt: new Date().toISOString() },
      ...{ tookMs: performance.now() - started, level, currency: spent.currency, omitted },
      ...compared(models.map(({ model, ...own }) => ({ model, ...joined({ level, ...own }, spent) }))),
    };
  }

  /** Paths by the names of the tree; those that came to be the same count together. */
  async paths(
    project: ProjectSettings,
    query: AttributionPathsQuery,
    now: Date,
  ): Promise<AttributionPathsAnswer> {
    const settings = await this.campaigns.withSharedNames(project);
    const answer = await attributionPaths(this.clickhouse, settings, query, now);
    const tree = await this.campaigns.tree(project.id);
    const named = answer.rows.map((row) => ({
      ...row,
      keys: row.keys.map((key) => tree.nameOf(query.level, key)),
    }));
    return { ...answer, rows: samePaths(named) };
  }

  private async spent(
    project: ProjectSettings,
    { from, to }: { from: string; to: string },
    level: AttributionLevel,
  ) {
    const [rows, tree, exchange, { currency }] = await Promise.all([
      this.figures.find({ where: { projectId: project.id, day: Between(from, to) }, order: { id: 'ASC' } }),
      this.campaigns.tree(project.id),
      this.spend.exchange(project.id, from, to),
      this.projects.findOneByOrFail({ id: project.id }),
    ]);
    const missing = new Map<string, { currency: string; day: string; cost: number }>();
    const figures = rows.map((row): SpendFigure => {
      const rate = exchange.rate(row.day, row.currency, currency);
      if (rate === null) {
        const known = missing.get(`${row.currency} ${row.day}`);
        missing.set(`${row.currency} ${row.day}`, {
          currency: row.currency,
          day: row.day,
          cost: (known?.cost ?? 0) + row.cost,
        });
      }
      const { impressions, clicks, installs, reach } = row;
      return {
        ...row,
        amount: {
          spend: row.cost * (rate ?? 0),
          missing: rate === null,
          impressions,
          clicks,
          installs,
          reach,
        },
      };
    });
    const isTree = level !== 'channel' && level !== 'source';
    const pieces = piecesOf(figures, tree, isTree ? level : 'campaign');
    const keyOfPiece = isTree
      ? ({ node }: Piece) => node?.name ?? NONE
      : await this.placer(project, { from, to }, level, tree);
    return {
      tree,
      currency,
      missingRates: [...missing.values()],
      pieces: pieces.map((piece): Keyed => ({ ...piece, key: keyOfPiece(piece) })),
    };
  }

  /** Under which channel or source a campaign's spend is filed: that of most of its arrivals, else what its network sells. */
  private async placer(
    project: ProjectSettings,
    range: { from: string; to: string },
    level: 'channel' | 'source',
    tree: NamingTree,
  ): Promise<(piece: Piece) => string> {
    const keys = mostOf(await campaignKeys(this.clickhouse, project, range, level), tree);
    return ({ campaign }) =>
      keys.get(campaign.name) ?? platformKey(campaign.platform, level, project.channelRules);
  }
}

/** Of each name in the tree the key that most of its arrivals have; of equals the one that was met first. */
export function mostOf(counts: readonly CampaignKey[], tree: NamingTree): Map<string, string> {
  const sums = new Map<string, Map<string, number>>();
  for (const { campaign, key, arrivals } of counts) {
    const name = tree.nameOf('campaign', campaign);
    const ofName = sums.get(name) ?? new Map<string, number>();
    sums.set(name, ofName.set(key, (ofName.get(key) ?? 0) + arrivals));
  }
  const most = (ofName: Map<string, number>) => [...ofName].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
  return new Map([...sums].map(([name, ofName]) => [name, most(ofName)]));
}

/** Credits with what their keys cost; names that were merged count together. */
function joined(
  answer: Pick<AttributionAnswer, 'level' | 'rows' | 'totals'>,
  { tree, pieces }: { tree: NamingTree; pieces: readonly Keyed[] },
): Pick<AttributionAnswer, 'rows' | 'totals'> {
  const sums = new Map<string, { conversions: number; revenue: number }>();
  for (const { key: raw, conversions, revenue } of answer.rows) {
    const key = tree.nameOf(answer.level, raw);
    const sum = sums.get(key) ?? { conversions: 0, revenue: 0 };
    sums.set(key, { conversions: sum.conversions + conversions, revenue: sum.revenue + revenue });
  }
  for (const { key } of pieces) if (!sums.has(key)) sums.set(key, { conversions: 0, revenue: 0 });
  const rows = [...sums].map(([key, sum]) => ({
    key,
    ...moneyOf(
      sum,
      pieces.filter((piece) => piece.key === key),
    ),
  }));
  const last = ({ key }: AttributionRow) => Number(key === UNATTRIBUTED);
  rows.sort((a, b) => last(a) - last(b) || b.conversions - a.conversions || (a.key < b.key ? -1 : 1));
  const { conversions, revenue } = answer.totals;
  return { rows, totals: moneyOf({ conversions, revenue }, pieces) };
}

function samePaths(rows: AttributionPathRow[]): AttributionPathRow[] {
  const paths = new Map<string, AttributionPathRow>();
  for (const row of rows) {
    const key = JSON.stringify(row.keys);
    const known = paths.get(key);
    if (!known) paths.set(key, row);
    else {
      const conversions = known.conversions + row.conversions;
      const nulls = known.nulls + row.nulls;
      const rate = conversions / (conversions + nulls);
      // The middle of both is not known: that of the more frequent stands for it.
      paths.set(key, { ...known, conversions, nulls, rate, revenue: known.revenue + row.revenue });
    }
  }
  return [...paths.values()].sort((a, b) => b.conversions - a.conversions || b.nulls - a.nulls);
}

function platformKey(
  platform: string,
  level: 'channel' | 'source',
  rules: ProjectSettings['channelRules'],
): string {
  const utm = { utmSource: platform, utmMedium: 'cpc', utmCampaign: 'x', utmContent: '', utmTerm: '' };
  return platform === '' ? NONE : keyOf({ ...utm, clickIds: {}, referrerHost: '' }, level, rules);
}

const amountOf = (pieces: readonly Piece[]): Amount =>
  pieces.length === 0 ? NO_AMOUNT : sumOf(pieces.map(({ amount }) => amount));

function moneyOf(sum: { conversions: number; revenue: number }, pieces: readonly Piece[]) {
  const amount = amountOf(pieces);
  const spend = pieces.length === 0 || amount.missing ? null : amount.spend;
  const cac = spend !== null && sum.conversions > 0 ? spend / sum.conversions : null;
  return { ...sum, spend, cac, roas: spend ? sum.revenue / spend : null };
}

const inOrder = (a: CampaignPerformanceRow, b: CampaignPerformanceRow) =>
  Number(a.key === UNATTRIBUTED) - Number(b.key === UNATTRIBUTED) ||
  (b.spend ?? 0) - (a.spend ?? 0) ||
  b.signups - a.signups ||
  (a.key < b.key ? -1 : 1);

function daysOf({ from, to }: { from: string; to: string }): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

function trendOf(pieces: readonly Piece[], days: readonly string[]): (number | null)[] {
  if (pieces.length === 0) return [];
  return days.map((day) => {
    const amount = amountOf(pieces.filter((piece) => piece.day === day));
    return amount.missing ? null : amount.spend;
  });
}

/** Creatives are held against each other, and against themselves of earlier days. */
function withTests(
  rows: CampaignPerformanceRow[],
  pieces: readonly Keyed[],
  days: readonly string[],
): CampaignPerformanceRow[] {
  const creatives = new Map<string, CreativeDay[]>();
  const byDay = new Map<string, Keyed[]>();
  for (const piece of pieces) {
    if (piece.node === null) continue;
    const key = JSON.stringify([piece.key, piece.day]);
    byDay.set(key, [...(byDay.get(key) ?? []), piece]);
  }
  for (const some of [...byDay.values()].sort((a, b) => (a[0]!.day < b[0]!.day ? -1 : 1))) {
    const { key, day } = some[0]!;
    const { impressions, clicks, reach } = amountOf(some);
    creatives.set(key, [...(creatives.get(key) ?? []), { day, impressions, clicks, reach }]);
  }
  const comparisons = compareCreatives(shownIn(pieces));
  const fatigues = fatigueOf(creatives);
  return rows.map((row) => ({
    ...row,
    rates: ratesOf(creatives.get(row.key) ?? [], days),
    comparison: comparisons.get(row.key),
    fatigue: fatigues.get(row.key),
  }));
}

function shownIn(pieces: readonly Keyed[]): ShownCreatives {
  const shown = new Map<string, Map<number, Sum>>();
  for (const { key, node, campaign, amount } of pieces) {
    if (node === null) continue;
    const own = shown.get(key) ?? new Map<number, Sum>();
    const { impressions, clicks } = own.get(campaign.id) ?? { impressions: 0, clicks: 0 };
    own.set(campaign.id, {
      impressions: impressions + amount.impressions,
      clicks: clicks + amount.clicks,
    });
    shown.set(key, own);
  }
  return shown;
}

function ratesOf(own: readonly CreativeDay[], days: readonly string[]): (number | null)[] {
  if (own.length === 0) return [];
  const rates = new Map(
    own.map(({ day, clicks, impressions }) => [day, impressions && clicks / impressions]),
  );
  return days.map((day) => rates.get(day) || null);
}

export type { PerformanceFact };
