import {
  ATTRIBUTION_MODELS,
  type AttributionModel,
  type AttributionModelsQuery,
  type AttributionRow,
  type AttributionAnswer,
} from '@groundswell/contracts';
import { checkRange, chooseSource } from '../conditions/choose-source.js';
import { ask } from '../connection/ask.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { hasMerges } from '../identity/insert-merges.js';
import { hasLinkClicks } from '../links/has-link-clicks.js';
import type { ProjectSettings } from '../project-settings.js';
import { orRegexProblem } from '../regex-problem.js';
import { UnanswerableQuery } from '../unanswerable-query.js';
import { type Amounts, byMarkov, numbers, shape } from './attribution.js';
import { attributionContext, everyRuleCredits } from './attribution.query.js';
import type { AttributionContext } from './context.js';

const RULES = ATTRIBUTION_MODELS.filter((model) => model !== 'markov');

export interface ComparedModel {
  model: AttributionModel;
  rows: AttributionRow[];
  totals: AttributionAnswer['totals'];
}
export interface ComparedModels {
  models: ComparedModel[];
  /** Models that cannot answer, and why. */
  omitted: { model: AttributionModel; reason: string }[];
}

/**
 * What each model gives to each key: the paths are read once for all models but Markov, which asks for those without a conversion
 * as well.
 * @throws UnanswerableQuery when the rollup is asked
 * @throws ClickHouseUnavailable when there is nobody to ask
 */
export async function compareModels(
  client: ClickHouseClient,
  project: ProjectSettings,
  query: AttributionModelsQuery,
): Promise<ComparedModels> {
  checkRange(query);
  chooseSource(query.engine, 'it holds who was there on a day, not what brought them.');
  const present = {
    anyMerges: await hasMerges(client, project.id),
    anyLinkClicks: await hasLinkClicks(client, project.id),
  };
  const contextOf = () =>
    attributionContext({ ...query, kind: 'attribution', model: 'markov' }, project, present);
  const [rules, markov] = await Promise.all([
    byRules(client, contextOf()),
    byMarkov(client, contextOf()).catch(orReason),
  ]);
  const omitted = typeof markov === 'string' ? [{ model: 'markov' as const, reason: markov }] : [];
  const amounts = typeof markov === 'string' ? rules : new Map(rules).set('markov', markov);
  const models = ATTRIBUTION_MODELS.flatMap((model) => {
    const own = amounts.get(model);
    return own ? [{ model, ...shape(own) }] : [];
  });
  return { models, omitted };
}

function orReason(error: unknown): string {
  if (error instanceof UnanswerableQuery) return error.message;
  throw error;
}

async function byRules(
  client: ClickHouseClient,
  context: AttributionContext,
): Promise<Map<AttributionModel, Amounts>> {
  type Row = { model: number; key: string; conversions: number | string; revenue: number | string };
  const rows = await ask<Row>(client, everyRuleCredits(context, RULES)).catch(orRegexProblem);
  const models = new Map<AttributionModel, Amounts>(RULES.map((model) => [model, new Map()]));
  for (const { model, key, ...row } of rows) models.get(RULES[model - 1]!)!.set(key, numbers(row));
  return models;
}
