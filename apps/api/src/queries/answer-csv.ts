import { csvOf } from '../http/csv-of.js';
import type { Answer } from './query.service.js';

/** With a header line, one row per cell. */
export function toCsv(answer: Answer): string {
  return csvOf(rowsOf(answer), COLUMNS[answer.kind]);
}

const COLUMNS: Record<Answer['kind'], string[]> = {
  activeUsers: ['bucket', 'breakdown', 'users', 'complete'],
  eventCounts: ['bucket', 'breakdown', 'value', 'complete'],
  funnel: [
    'breakdown',
    'index',
    'event',
    'users',
    'rateFromPrevious',
    'rateFromFirst',
    'medianSeconds',
    'medianSecondsFromFirst',
    'lost',
  ],
  metric: ['bucket', 'value', 'people', 'complete'],
  paths: ['step', 'source', 'target', 'users'],
  retention: ['cohort', 'breakdown', 'size', 'n', 'users', 'eligible', 'rate', 'complete'],
  growthAccounting: [
    'bucket',
    'active',
    'new',
    'retained',
    'resurrected',
    'churned',
    'quickRatio',
    'complete',
  ],
  stickiness: ['bucket', 'dau', 'windowUsers', 'ratio', 'complete'],
  attribution: ['key', 'conversions', 'revenue', 'spend', 'cac', 'roas'],
  attributionModels: ['key', 'spend', 'model', 'conversions', 'revenue', 'cac', 'roas', 'move', 'budget'],
  attributionPaths: ['path', 'touches', 'conversions', 'nulls', 'rate', 'revenue', 'medianSeconds'],
  referral: [
    'bucket',
    'users',
    'invites',
    'visits',
    'signups',
    'activated',
    'kSignup',
    'kActivated',
    'grossSignups',
    'grossActivated',
    'complete',
  ],
  campaignPerformance: [
    ...['key', 'spend', 'impressions', 'clicks', 'installs', 'signups', 'ctr', 'cpm', 'cpc', 'cac'],
    ...['roas', 'retention', 'ltv', 'paybackDays'],
  ],
  benchmark: ['subject', 'bucket', 'value', 'change', 'share', 'source', 'complete'],
};

function rowsOf(answer: Answer): object[] {
  if (answer.kind === 'retention') return retentionRows(answer);
  if (answer.kind === 'funnel') return funnelRows(answer);
  if (answer.kind === 'paths') return answer.links;
  if (answer.kind === 'attributionModels') return modelRows(answer);
  if (answer.kind === 'attributionPaths') {
    return answer.rows.map(({ keys, ...row }) => ({ path: keys.join(' > '), touches: keys.length, ...row }));
  }
  if (answer.kind === 'referral') {
    return answer.rows.map(({ gross, ...row }) => ({
      ...row,
      grossSignups: gross.signups,
      grossActivated: gross.activated,
    }));
  }
  if (answer.kind !== 'benchmark') return answer.rows;
  return [...answer.rows, ...(answer.own ?? []).map((row) => ({ subject: OWN, ...row }))];
}

/** What the project measured itself, among the subjects of a market. */
const OWN = '(own)';

function modelRows({ rows }: Extract<Answer, { kind: 'attributionModels' }>): object[] {
  return rows.flatMap(({ key, spend, budget, models }) =>
    Object.entries(models).map(([model, credit]) => ({ key, spend, model, ...credit, budget })),
  );
}

function funnelRows({ steps, groups = [] }: Extract<Answer, { kind: 'funnel' }>): object[] {
  const all = [{ breakdown: null, steps }, ...groups];
  return all.flatMap(({ breakdown, steps: own }) => own.map((step) => ({ breakdown, ...step })));
}

function retentionRows({ cohorts }: Extract<Answer, { kind: 'retention' }>): Record<string, unknown>[] {
  return cohorts.flatMap(({ cohort, breakdown, size, periods }) =>
    periods.map((cell) => ({ cohort, breakdown, size, ...cell })),
  );
}
