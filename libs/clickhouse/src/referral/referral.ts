import type { ReferralAnswer, ReferralQuery, ReferralRow, ReferralYield } from '@groundswell/contracts';
import { REFERRAL_REASONS } from '@groundswell/contracts';
import { answerHead } from '../answer-head.js';
import { checkRange, chooseSource } from '../conditions/choose-source.js';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { addDays, startOfDay } from '../periods/calendar.js';
import { type ReferralContext, referralContext, ripeDays } from './context.js';
import { generationsOf } from './judge.js';
import {
  type JudgedInvitee,
  type ReferralGraph,
  type ReferralSource,
  referralGraph,
} from './referral-graph.js';
import { joiners, visitors } from './referral.query.js';

/**
 * What members' invites brought (docs/definitions.md, "Referral").
 * @throws UnanswerableQuery when the rollup is asked, or too many were invited
 * @throws ClickHouseUnavailable when there is nobody to ask
 */
export async function referral(
  client: ClickHouseClient,
  source: ReferralSource,
  query: ReferralQuery,
  now: Date,
  /** Where graphs are kept. */
  graphOf: typeof referralGraph = referralGraph,
): Promise<ReferralAnswer> {
  const started = performance.now();
  checkRange(query);
  const engine = chooseSource(query.engine, 'it does not hold the codes of invites.');
  const graph = await graphOf(client, source, query);
  const { context, invitees } = graph;
  const rows = rowsOf(context, invitees, await countsOf(client, source, graph), now);
  const totals = totalsOf(rows);
  return {
    kind: 'referral',
    programId: query.programId,
    ripeDays: ripeDays(source.definition),
    ...answerHead(source.project, engine, now, started),
    rows,
    totals,
    cycleTime: cycleTime(invitees),
    generations: generations(invitees, totals.users),
    flagged: flagged(invitees),
    held: invitees.filter(({ isHeld, bucket }) => isHeld && bucket !== null).length,
    projection: projection(invitees, rows, totals.kSignup),
  };
}

interface Counts {
  users: Map<string, number>;
  invites: Map<string, number>;
  visits: Map<string, number> | null;
}

/** Of a graph that is kept, they are kept with it. */
const counted = new WeakMap<ReferralGraph, Promise<Counts>>();

function countsOf(client: ClickHouseClient, source: ReferralSource, graph: ReferralGraph): Promise<Counts> {
  const known = counted.get(graph) ?? count(client, source, graph.context);
  counted.set(graph, known);
  known.catch(() => counted.delete(graph));
  return known;
}

async function count(
  client: ClickHouseClient,
  { project, definition }: ReferralSource,
  { query, people }: ReferralContext,
): Promise<Counts> {
  const fresh = () => referralContext(query, definition, project, people.join !== '');
  type Row = { bucket: string; users: number | string; invites: number | string };
  const joined = await ask<Row>(client, joiners(fresh()));
  const map = (field: 'users' | 'invites') => new Map(joined.map((row) => [row.bucket, Number(row[field])]));
  const counts = { users: map('users'), invites: map('invites') };
  if (definition.visitEvent === null) return { ...counts, visits: null };
  const visits = await ask<{ period: string; visits: number | string }>(client, visitors(fresh()));
  return { ...counts, visits: new Map(visits.map((row) => [row.period, Number(row.visits)])) };
}

function rowsOf(
  { calendar, query, project, definition }: ReferralContext,
  invitees: JudgedInvitee[],
  { users, invites, visits }: Counts,
  now: Date,
): ReferralRow[] {
  const brought = byBucket(invitees);
  return calendar.periods(query.interval, query.from, query.to).map((bucket) => {
    const own = brought.get(bucket) ?? [];
    const joined = users.get(bucket) ?? 0;
    const end = startOfDay(addDays(calendar.lastDay(query.interval, bucket), 1), project.timeZone);
    return {
      bucket,
      users: joined,
      invites: invites.get(bucket) ?? 0,
      visits: visits && (visits.get(bucket) ?? 0),
      ...yieldOf(
        own.filter(({ isHeld }) => !isHeld),
        joined,
      ),
      gross: yieldOf(own, joined),
      complete: end.getTime() + ripeDays(definition) * 86_400_000 <= now.getTime(),
    };
  });
}

function byBucket(invitees: JudgedInvitee[]): Map<string | null, JudgedInvitee[]> {
  const groups = new Map<string | null, JudgedInvitee[]>();
  for (const invitee of invitees) {
    const own = groups.get(invitee.bucket);
    if (own) own.push(invitee);
    else groups.set(invitee.bucket, [invitee]);
  }
  return groups;
}

function yieldOf(invitees: JudgedInvitee[], users: number): ReferralYield {
  const activated = invitees.filter(({ activatedAt }) => activatedAt !== null).length;
  return withRates(invitees.length, activated, users);
}

const withRates = (signups: number, activated: number, users: number): ReferralYield => ({
  signups,
  activated,
  kSignup: ratio(signups, users),
  kActivated: ratio(activated, users),
});

const ratio = (part: number, whole: number) => (whole === 0 ? null : part / whole);

type Counted = (row: ReferralRow) => number;
const sum = (rows: ReferralRow[], of: Counted) => rows.reduce((total, row) => total + of(row), 0);

function totalsOf(rows: ReferralRow[]): ReferralAnswer['totals'] {
  const whole = rows.filter(({ complete }) => complete);
  const completeUsers = sum(whole, ({ users }) => users);
  const rates = (signups: Counted, activated: Counted): ReferralYield => ({
    signups: sum(rows, signups),
    activated: sum(rows, activated),
    kSignup: ratio(sum(whole, signups), completeUsers),
    kActivated: ratio(sum(whole, activated), completeUsers),
  });
  const invites = sum(whole, (row) => row.invites);
  return {
    users: sum(rows, ({ users }) => users),
    invites: sum(rows, (row) => row.invites),
    visits: visitsOf(rows),
    perInvite: perInvite(rows),
    ...rates(
      ({ signups }) => signups,
      ({ activated }) => activated,
    ),
    gross: rates(
      ({ gross }) => gross.signups,
      ({ gross }) => gross.activated,
    ),
    completeUsers,
    invitesPerUser: ratio(invites, completeUsers),
    conversion: ratio(
      sum(whole, ({ signups }) => signups),
      invites,
    ),
  };
}

function visitsOf(rows: ReferralRow[]): number | null {
  return rows.every(({ visits }) => visits === null) ? null : sum(rows, ({ visits }) => visits ?? 0);
}

function perInvite(rows: ReferralRow[]): ReferralAnswer['totals']['perInvite'] {
  const invites = sum(rows, (row) => row.invites);
  const visits = visitsOf(rows);
  const signups = sum(rows, (row) => row.signups);
  const activated = sum(rows, (row) => row.activated);
  return {
    visits: visits === null ? null : ratio(visits, invites),
    signups: ratio(signups, invites),
    activated: ratio(activated, invites),
  };
}

function cycleTime(invitees: JudgedInvitee[]): ReferralAnswer['cycleTime'] {
  const seconds = invitees
    .filter(({ bucket, isHeld }) => bucket !== null && !isHeld)
    .flatMap(({ at, inviterJoinedAt }) => (inviterJoinedAt === null ? [] : [(at - inviterJoinedAt) / 1000]))
    .sort((a, b) => a - b);
  return { p50: percentile(seconds, 0.5), p90: percentile(seconds, 0.9) };
}

/** Between the two values that the level falls between (R-7 of Hyndman and Fan). */
function percentile(sorted: number[], level: number): number | null {
  const place = (sorted.length - 1) * level;
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low === undefined || high === undefined ? null : low + (high - low) * (place - Math.floor(place));
}

/** People of the range: who joined in it, and whom they brought. */
function generations(invitees: JudgedInvitee[], users: number): ReferralAnswer['generations'] {
  const net = invitees.filter(({ isHeld }) => !isHeld);
  const generationOf = generationsOf(net);
  const counts = new Map([[0, users - net.filter(({ joinedBucket }) => joinedBucket !== null).length]]);
  for (const { person, joinedBucket, bucket } of net) {
    const generation = generationOf.get(person) ?? 0;
    if (joinedBucket !== null || bucket !== null) counts.set(generation, (counts.get(generation) ?? 0) + 1);
  }
  const all = [...counts.values()].reduce((total, count) => total + count, 0);
  return [...counts]
    .filter(([, people]) => people > 0)
    .map(([generation, people]) => ({ generation, users: people, share: people / all }))
    .sort((a, b) => a.generation - b.generation);
}

function flagged(invitees: JudgedInvitee[]): ReferralAnswer['flagged'] {
  const held = invitees.filter(({ isHeld, bucket }) => isHeld && bucket !== null);
  return REFERRAL_REASONS.map((reason) => ({
    reason,
    users: held.filter(({ reasons }) => reasons.includes(reason)).length,
  })).filter(({ users }) => users > 0);
}

/** Seeds are those who joined in a complete row and were not invited. */
function projection(
  invitees: JudgedInvitee[],
  rows: ReferralRow[],
  k: number | null,
): ReferralAnswer['projection'] {
  if (k === null || k >= 1) return null;
  const whole = new Map(rows.filter(({ complete }) => complete).map(({ bucket, users }) => [bucket, users]));
  const users = [...whole.values()].reduce((total, count) => total + count, 0);
  const brought = invitees.filter(({ isHeld, joinedBucket }) => !isHeld && whole.has(joinedBucket ?? ''));
  const seeds = users - brought.length;
  return { seeds, total: seeds / (1 - k) };
}
