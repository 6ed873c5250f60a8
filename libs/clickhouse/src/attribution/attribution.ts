import { MOST_KEYS, UNATTRIBUTED, markov } from '@groundswell/attribution';
import type { AttributionAnswer, AttributionQuery, AttributionRow } from '@groundswell/contracts';
import { answerHead } from '../answer-head.js';
import { checkRange, chooseSource } from '../conditions/choose-source.js';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { hasMerges } from '../identity/insert-merges.js';
import { hasLinkClicks } from '../links/has-link-clicks.js';
import type { ProjectSettings } from '../project-settings.js';
import { orRegexProblem } from '../regex-problem.js';
import { UnanswerableQuery } from '../unanswerable-query.js';
import { attributionContext, markovSteps, ruleCredits } from './attribution.query.js';
import type { AttributionContext } from './context.js';

/** Of a key; of UNATTRIBUTED; and of '', which are all together. */
export type Amounts = Map<string, { conversions: number; revenue: number }>;

/**
 * What brought the conversions (docs/definitions.md, "Attribution").
 * @throws UnanswerableQuery when the rollup is asked, or Markov for too many keys
 * @throws ClickHouseUnavailable when there is nobody to ask
 */
export async function attribution(
  client: ClickHouseClient,
  project: ProjectSettings,
  query: AttributionQuery,
  now: Date,
): Promise<AttributionAnswer> {
  const started = performance.now();
  checkRange(query);
  const source = chooseSource(query.engine, 'it holds who was there on a day, not what brought them.');
  const context = attributionContext(query, project, {
    anyMerges: await hasMerges(client, project.id),
    anyLinkClicks: await hasLinkClicks(client, project.id),
  });
  const amounts = await amountsOf(client, context);
  const { model, level } = query;
  return {
    kind: 'attribution',
    ...answerHead(project, source, now, started),
    model,
    level,
    ...shape(amounts),
  };
}

function amountsOf(client: ClickHouseClient, context: AttributionContext): Promise<Amounts> {
  const { model } = context.query;
  return model === 'markov' ? byMarkov(client, context) : byRule(client, context, model);
}

interface Row {
  conversions: number | string;
  revenue: number | string;
}

async function byRule(
  client: ClickHouseClient,
  context: AttributionContext,
  model: Parameters<typeof ruleCredits>[1],
): Promise<Amounts> {
  const rows = await ask<Row & { key: string }>(client, ruleCredits(context, model)).catch(orRegexProblem);
  return new Map(rows.map(({ key, ...row }) => [key, numbers(row)]));
}

const MOST_STEPS = (MOST_KEYS + 1) ** 2;

/** @throws UnanswerableQuery for too many keys */
export async function byMarkov(client: ClickHouseClient, context: AttributionContext): Promise<Amounts> {
  type Step = Row & { from: string; to: string; nulls: number | string };
  const rows = await ask<Step>(client, markovSteps(context, MOST_STEPS + 1)).catch(orRegexProblem);
  const keys = new Set(rows.map(({ to }) => to));
  if (rows.length > MOST_STEPS || keys.size > MOST_KEYS + 1) {
    throw new UnanswerableQuery(
      `Markov can tell ${MOST_KEYS} keys apart, and this level has more. Ask for a level with fewer, or another model.`,
    );
  }
  const steps = rows.map((row) => ({
    from: row.from || null,
    to: row.to || null,
    nulls: Number(row.nulls),
    ...numbers(row),
  }));
  const ends = steps.filter(({ to }) => to === null);
  const { credits } = markov(steps);
  const converting = [...credits].filter(([, { conversions }]) => conversions > 0);
  return new Map([...converting, ['', sumOf(ends)]]);
}

export const numbers = ({ conversions, revenue }: Row) => ({
  conversions: Number(conversions),
  revenue: Number(revenue),
});

function sumOf(some: { conversions: number; revenue: number }[]): { conversions: number; revenue: number } {
  return some.reduce(
    (sum, { conversions, revenue }) => ({
      conversions: sum.conversions + conversions,
      revenue: sum.revenue + revenue,
    }),
    { conversions: 0, revenue: 0 },
  );
}

const NOTHING = { conversions: 0, revenue: 0 };
const WITHOUT_SPEND = { spend: null, cac: null, roas: null };

export function shape(amounts: Amounts): Pick<AttributionAnswer, 'rows' | 'totals'> {
  const named = [...amounts].filter(([key]) => key !== '' && key !== UNATTRIBUTED);
  const row = ([key, amount]: [string, typeof NOTHING]): AttributionRow => ({
    key,
    ...amount,
    ...WITHOUT_SPEND,
  });
  const rows = named.map(row).sort((a, b) => b.conversions - a.conversions || (a.key < b.key ? -1 : 1));
  return {
    rows: [...rows, row([UNATTRIBUTED, amounts.get(UNATTRIBUTED) ?? NOTHING])],
    totals: { ...(amounts.get('') ?? NOTHING), ...WITHOUT_SPEND },
  };
}
