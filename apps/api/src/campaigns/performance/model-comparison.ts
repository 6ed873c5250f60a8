import { UNATTRIBUTED, budgetMoves, budgetVerdict } from '@groundswell/attribution';
import type {
  AttributionAnswer,
  AttributionModel,
  AttributionModelsAnswer,
  AttributionModelsRow,
  AttributionRow,
  BudgetMove,
  ModelCredit,
} from '@groundswell/contracts';

/** Credits of one model, with spend. */
export interface ModelRows {
  model: AttributionModel;
  rows: AttributionRow[];
  totals: AttributionAnswer['totals'];
}

/** Models side by side, and where they would have the next money go. */
export function compared(
  models: readonly ModelRows[],
): Pick<AttributionModelsAnswer, 'rows' | 'totals' | 'reconciliation'> {
  const moves = new Map(models.map(({ model, rows }) => [model, movesOf(rows)]));
  const byKey = models.map(({ model, rows }) => ({
    ...{ model, rows: new Map(rows.map((row) => [row.key, row])), moves: moves.get(model)! },
  }));
  const { totals } = models.find(({ model }) => model === 'last') ?? models[0]!;
  const shareOf = (row: Credit) => (totals.conversions > 0 ? row.conversions / totals.conversions : null);
  const keys = new Set(models.flatMap(({ rows }) => rows.map(({ key }) => key)));
  const rows = [...keys].map((key): AttributionModelsRow => {
    const credits = byKey.map(({ model, rows: own, moves: said }) => {
      const row = own.get(key) ?? NOTHING;
      return [model, { ...creditOf(row), share: shareOf(row), move: said.get(key) ?? null }] as const;
    });
    const said = credits.flatMap(([, { move }]) => (move === null ? [] : [move]));
    const spend = byKey.map(({ rows: own }) => own.get(key)?.spend ?? null).find((cost) => cost !== null);
    return { key, spend: spend ?? null, models: Object.fromEntries(credits), budget: budgetVerdict(said) };
  });
  return {
    rows: rows.sort(inOrder),
    totals,
    reconciliation: models.map(reconciled),
  };
}

const NOTHING = { conversions: 0, revenue: 0, cac: null, roas: null };

type Credit = Pick<ModelCredit, 'conversions' | 'revenue' | 'cac' | 'roas'>;
const creditOf = ({ conversions, revenue, cac, roas }: Credit): Credit => ({
  ...{ conversions, revenue, cac, roas },
});

/** By revenue where there is any, else by conversions. */
function movesOf(rows: readonly AttributionRow[]): Map<string, BudgetMove> {
  const hasRevenue = rows.some(({ revenue }) => revenue > 0);
  const paid = rows.flatMap(({ key, spend, conversions, revenue }) =>
    spend !== null && spend > 0 ? [{ key, spend, value: hasRevenue ? revenue : conversions }] : [],
  );
  return budgetMoves(paid);
}

function reconciled({ model, rows, totals }: ModelRows): AttributionModelsAnswer['reconciliation'][number] {
  const sum = (of: 'conversions' | 'revenue') => rows.reduce((all, row) => all + row[of], 0);
  return {
    ...{ model, credited: sum('conversions'), conversions: totals.conversions },
    ...{ creditedRevenue: sum('revenue'), revenue: totals.revenue },
  };
}

const lastOf = ({ models }: AttributionModelsRow) => models.last?.conversions ?? 0;
const inOrder = (a: AttributionModelsRow, b: AttributionModelsRow) =>
  Number(a.key === UNATTRIBUTED) - Number(b.key === UNATTRIBUTED) ||
  lastOf(b) - lastOf(a) ||
  (b.spend ?? 0) - (a.spend ?? 0) ||
  (a.key < b.key ? -1 : 1);
