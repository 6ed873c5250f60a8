import { DIRECT, UNATTRIBUTED } from '@groundswell/attribution';
import type { AttributionModel, AttributionQuery } from '@groundswell/contracts';
import { Bindings, type Query } from '../conditions/bound.js';
import { MergedPeople } from '../identity/merged-people.js';
import { Calendar } from '../periods/calendar.js';
import type { ProjectSettings } from '../project-settings.js';
import { type AttributionContext, firstDayOfTouches, inMs } from './context.js';
import { journeys } from './journeys.query.js';

export function attributionContext(
  query: AttributionQuery,
  project: ProjectSettings,
  { anyMerges, anyLinkClicks }: { anyMerges: boolean; anyLinkClicks: boolean },
): AttributionContext {
  const bindings = new Bindings();
  return {
    query: { ...query, period: 'day' },
    project,
    anyLinkClicks,
    span: { first: firstDayOfTouches(query) },
    people: new MergedPeople(anyMerges, project.id, bindings),
    bindings,
    calendar: new Calendar(project.weekStart),
  };
}

/** Expressions over dictionaries are looked up for all rows at once: row by row, as branches ask for it, takes eight times as long. */
export const AT_ONCE = `SETTINGS short_circuit_function_evaluation = 'disable'`;

/**
 * Rows (key, conversions, revenue), and one with key '' for all conversions as they are, so that both are of one moment.
 */
export function ruleCredits(context: AttributionContext, model: Exclude<AttributionModel, 'markov'>): Query {
  const { bindings } = context;
  return {
    query: `
      SELECT share.1 AS key, sum(share.2) AS conversions, sum(share.2 * revenue) AS revenue
      FROM (
        SELECT revenue, ${sharesOrNobody(context, model)} AS shares
        FROM (${journeys(context, { nulls: false })})
      )
      ARRAY JOIN arrayPushFront(shares, ('', toFloat64(1))) AS share
      GROUP BY key
      ${AT_ONCE}`,
    query_params: bindings.values,
  };
}

/** Rows (model, key, conversions, revenue) as those of `ruleCredits`, for each of `models` from 1, of one moment. */
export function everyRuleCredits(
  context: AttributionContext,
  models: readonly Exclude<AttributionModel, 'markov'>[],
): Query {
  const { bindings } = context;
  const all = models.map((model) => `arrayPushFront(${sharesOrNobody(context, model)}, ('', toFloat64(1)))`);
  return {
    query: `
      SELECT model, share.1 AS key, sum(share.2) AS conversions, sum(share.2 * revenue) AS revenue
      FROM (
        SELECT model, revenue, shares
        FROM (SELECT revenue, [${all.join(', ')}] AS by_model FROM (${journeys(context, { nulls: false })}))
        ARRAY JOIN by_model AS shares, arrayEnumerate(by_model) AS model
      )
      ARRAY JOIN shares AS share
      GROUP BY model, key
      ${AT_ONCE}`,
    query_params: bindings.values,
  };
}

/** The shares of a path with or without touches. */
export function sharesOrNobody(
  context: AttributionContext,
  model: Exclude<AttributionModel, 'markov'>,
): string {
  const nobody = context.bindings.bind(UNATTRIBUTED, 'String');
  return `if(empty(keys), [(${nobody}, toFloat64(1))], ${sharesOf(context, model)})`;
}

/** The models of libs/attribution as arrays of (key, share), of paths with at least one touch. */
function sharesOf(
  { query, bindings }: AttributionContext,
  model: Exclude<AttributionModel, 'markov'>,
): string {
  const all = (key: string) => `[(${key}, toFloat64(1))]`;
  switch (model) {
    case 'first':
      return all('keys[1]');
    case 'last':
      return all('keys[-1]');
    case 'lastNonDirect': {
      const direct = bindings.bind(DIRECT, 'String');
      return all(
        `if(arrayAll(key -> key = ${direct}, keys), ${direct}, arrayLast(key -> key != ${direct}, keys))`,
      );
    }
    case 'linear':
      return 'arrayMap(key -> (key, 1 / length(keys)), keys)';
    case 'position':
      return `arrayMap((key, at) -> (key, multiIf(length(keys) < 3, 1 / length(keys), at IN (1, length(keys)), 0.4,
        0.2 / (length(keys) - 2))), keys, arrayEnumerate(keys))`;
    case 'timeDecay': {
      const halfLife = bindings.bind(inMs(query.halfLifeDays), 'Int64');
      const weights = `arrayMap(time -> exp2((time - times[-1]) / ${halfLife}), times)`;
      return `arrayMap((key, weight) -> (key, weight / arraySum(${weights})), keys, ${weights})`;
    }
    case 'shapley':
      return 'arrayMap(key -> (key, 1 / length(arrayDistinct(keys))), arrayDistinct(keys))';
  }
}

/** Rows (from, to, conversions, nulls, revenue): the steps of all paths; '' is the beginning, or the end. */
export function markovSteps(context: AttributionContext, most: number): Query {
  const { bindings } = context;
  return {
    query: `
      SELECT step.1 AS from, step.2 AS to, sum(converted) AS conversions, count() - conversions AS nulls,
             sum(revenue) AS revenue
      FROM (${journeys(context, { nulls: true })})
      ARRAY JOIN arrayZip(arrayPushFront(keys, ''), arrayPushBack(keys, '')) AS step
      GROUP BY from, to
      LIMIT ${bindings.bind(most, 'UInt32')}
      ${AT_ONCE}`,
    query_params: bindings.values,
  };
}
