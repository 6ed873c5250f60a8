import { UNATTRIBUTED } from '@groundswell/attribution';
import type { AttributionModel, AttributionQuery } from '@groundswell/contracts';
import { Bindings, type Query } from '../conditions/bound.js';
import { MergedPeople } from '../identity/merged-people.js';
import { Calendar } from '../periods/calendar.js';
import type { ProjectSettings } from '../project-settings.js';
import { CODE, keyOfCode } from './arrival-dictionary.query.js';
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

type RuleModel = Exclude<AttributionModel, 'markov'>;

/** Code of all conversions together, beside those of keys. */
const ALL = 2 ** 32 - 1;

/**
 * Rows (key, conversions, revenue), and one with key '' for all conversions as they are, so that both are of one moment.
 */
export function ruleCredits(context: AttributionContext, model: RuleModel): Query {
  return {
    query: `
      SELECT ${keyOrAll('code', context)} AS key, sum(credited) AS conversions, sum(brought) AS revenue
      FROM (
        SELECT share.1 AS code, sum(share.2) AS credited, sum(share.2 * revenue) AS brought
        FROM (SELECT revenue, ${sharesAndAll(context, model)} AS shares FROM (${journeys(context, { nulls: false })}))
        ARRAY JOIN shares AS share
        GROUP BY code
      )
      GROUP BY key
      ${AT_ONCE}`,
    query_params: context.bindings.values,
  };
}

/** Rows (model, key, conversions, revenue) as those of `ruleCredits`, for each of `models` from 1, of one moment. */
export function everyRuleCredits(context: AttributionContext, models: readonly RuleModel[]): Query {
  const all = models.map((model) => sharesAndAll(context, model));
  return {
    query: `
      SELECT model, ${keyOrAll('code', context)} AS key, sum(credited) AS conversions, sum(brought) AS revenue
      FROM (
        SELECT model, share.1 AS code, sum(share.2) AS credited, sum(share.2 * revenue) AS brought
        FROM (
          SELECT model, revenue, shares
          FROM (SELECT revenue, [${all.join(', ')}] AS by_model FROM (${journeys(context, { nulls: false })}))
          ARRAY JOIN by_model AS shares, arrayEnumerate(by_model) AS model
        )
        ARRAY JOIN shares AS share
        GROUP BY model, code
      )
      GROUP BY model, key
      ${AT_ONCE}`,
    query_params: context.bindings.values,
  };
}

const sharesAndAll = (context: AttributionContext, model: RuleModel) =>
  `arrayPushFront(${sharesOf(context, model)}, (toUInt32(${ALL}), toFloat64(1)))`;

const keyOrAll = (code: string, context: AttributionContext) =>
  `if(${code} = ${ALL}, '', ${keyOrNobody(code, context)})`;

/** Key of the code of a share. */
export function keyOrNobody(code: string, context: AttributionContext): string {
  return keyOfCode(code, context, context.bindings.bind(UNATTRIBUTED, 'String'));
}

/**
 * The models of libs/attribution as arrays of (code, share). A path without touches is one with a single touch of `nothing`, which
 * takes all under every model.
 */
export function sharesOf({ query, bindings }: AttributionContext, model: RuleModel): string {
  const codes = 'emptyArrayToSingle(codes)';
  const all = (code: string) => `[(${code}, toFloat64(1))]`;
  switch (model) {
    case 'first':
      return all(`${codes}[1]`);
    case 'last':
      return all(`${codes}[-1]`);
    case 'lastNonDirect': {
      const last = `arrayLast(code -> code != ${CODE.direct}, ${codes})`;
      return all(`if(arrayAll(code -> code = ${CODE.direct}, ${codes}), toUInt32(${CODE.direct}), ${last})`);
    }
    case 'linear':
      return `arrayMap(code -> (code, 1 / length(${codes})), ${codes})`;
    case 'position':
      return `arrayMap((code, at) -> (code, multiIf(length(${codes}) < 3, 1 / length(${codes}), at IN (1, length(${codes})), 0.4,
        0.2 / (length(${codes}) - 2))), ${codes}, arrayEnumerate(${codes}))`;
    case 'timeDecay': {
      const halfLife = bindings.bind(inMs(query.halfLifeDays), 'Int64');
      const weights = `arrayMap(time -> exp2((time - times[-1]) / ${halfLife}), emptyArrayToSingle(times))`;
      return `arrayMap((code, weight) -> (code, weight / arraySum(${weights})), ${codes}, ${weights})`;
    }
    case 'shapley':
      return `arrayMap(code -> (code, 1 / length(arrayDistinct(${codes}))), arrayDistinct(${codes}))`;
  }
}

/** Rows (from, to, conversions, nulls, revenue): the steps of all paths; '' is the beginning, or the end. */
export function markovSteps(context: AttributionContext, most: number): Query {
  const { bindings } = context;
  const key = (code: string) => keyOfCode(code, context, `''`);
  const end = `toUInt32(${CODE.nothing})`;
  return {
    query: `
      SELECT ${key('step_from')} AS from, ${key('step_to')} AS to, made AS conversions, missed AS nulls, brought AS revenue
      FROM (
        SELECT step.1 AS step_from, step.2 AS step_to, sum(converted) AS made, count() - made AS missed, sum(revenue) AS brought
        FROM (${journeys(context, { nulls: true })})
        ARRAY JOIN arrayZip(arrayPushFront(codes, ${end}), arrayPushBack(codes, ${end})) AS step
        GROUP BY step_from, step_to
        LIMIT ${bindings.bind(most, 'UInt32')}
      )
      ${AT_ONCE}`,
    query_params: bindings.values,
  };
}
