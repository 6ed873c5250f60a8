import { relativeChange } from '@groundswell/clickhouse';
import type {
  AttributionAnswer,
  AttributionChanges,
  AttributionModel,
  AttributionModelsAnswer,
  AttributionMoney,
  PastCredit,
} from '@groundswell/contracts';

/** Neither credit nor spend. */
const NOTHING: AttributionMoney = { conversions: 0, revenue: 0, spend: null, cac: null, roas: null };

type Before<A extends AttributionAnswer | AttributionModelsAnswer> = Omit<
  NonNullable<A['previous']>,
  'from' | 'to'
>;

/**
 * What touches had credit for in the days before, beside what they have now.
 * @param areWhole whether all days of both ranges are over and have data: counts of other days are not compared
 */
export function creditsBefore(
  now: AttributionAnswer,
  then: AttributionAnswer,
  areWhole: boolean,
): Before<AttributionAnswer> {
  const [own, past] = [byKey(now.rows), byKey(then.rows)];
  const rows = keysOf(now, then).map((key) => {
    const row = past.get(key) ?? { key, ...NOTHING };
    return { ...row, changes: changesOf(own.get(key) ?? NOTHING, row, areWhole) };
  });
  return { rows, totals: totalsBefore(now, then, areWhole) };
}

/** The same under each model that answers now. */
export function modelsBefore(
  now: AttributionModelsAnswer,
  then: AttributionModelsAnswer,
  areWhole: boolean,
): Before<AttributionModelsAnswer> {
  const [own, past] = [byKey(now.rows), byKey(then.rows)];
  const models = now.reconciliation.map(({ model }) => model);
  const rows = keysOf(now, then).map((key) => {
    const credits = models.map((model) => {
      const [mine, other] = [own.get(key)?.models[model], past.get(key)?.models[model]];
      return [model, pastCredit(mine ?? NOTHING, other ?? NOTHING, areWhole)] as const;
    });
    return { key, spend: past.get(key)?.spend ?? null, models: Object.fromEntries(credits) as Credits };
  });
  return { rows, totals: totalsBefore(now, then, areWhole) };
}

type Credits = Partial<Record<AttributionModel, PastCredit>>;
type Credit = Omit<AttributionMoney, 'spend'>;

function pastCredit(now: Credit, then: Credit, areWhole: boolean): PastCredit {
  const { conversions, revenue, cac, roas } = then;
  const { spend: _, ...changes } = changesOf({ ...NOTHING, ...now }, { ...NOTHING, ...then }, areWhole);
  return { conversions, revenue, cac, roas, changes };
}

function totalsBefore(
  now: { totals: AttributionMoney },
  then: { totals: AttributionMoney },
  areWhole: boolean,
): AttributionMoney & { changes: AttributionChanges } {
  return { ...then.totals, changes: changesOf(now.totals, then.totals, areWhole) };
}

/** Of CAC and ROAS too: spend may be there for days of which conversions are still to come, or were never stored. */
function changesOf(now: AttributionMoney, then: AttributionMoney, areWhole: boolean): AttributionChanges {
  const change = (name: keyof AttributionMoney) => (areWhole ? relativeChange(now[name], then[name]) : null);
  return {
    ...{ conversions: change('conversions'), revenue: change('revenue'), spend: change('spend') },
    ...{ cac: change('cac'), roas: change('roas') },
  };
}

interface Keyed {
  rows: readonly { key: string }[];
}
const keysOf = (now: Keyed, then: Keyed) => [...new Set([...now.rows, ...then.rows].map(({ key }) => key))];
const byKey = <Row extends { key: string }>(rows: readonly Row[]) =>
  new Map(rows.map((row) => [row.key, row]));
