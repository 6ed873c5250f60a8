import { PEOPLE_CELLS, type PeopleCell, type PeopleKind } from '@groundswell/contracts';
import type {
  ActiveUsersAsk,
  AttributionAsk,
  CampaignPerformanceAsk,
  EventCountsAsk,
  FunnelAsk,
  GrowthAccountingAsk,
  PathsAsk,
  ReferralAsk,
  RetentionAsk,
  StickinessAsk,
} from '../api/useReport.js';

/** A question whose numbers have people behind them. */
export type PeopleAsk =
  | ActiveUsersAsk
  | AttributionAsk
  | CampaignPerformanceAsk
  | EventCountsAsk
  | GrowthAccountingAsk
  | StickinessAsk
  | RetentionAsk
  | FunnelAsk
  | PathsAsk
  | ReferralAsk;

/** The number that was opened. */
export interface Behind {
  kind: PeopleKind;
  cell: PeopleCell;
  /** Which of several questions of one kind on a page; '' where there is one. */
  side: string;
}

export const BEHIND = 'behind';

/** What a link holds may be anything. */
export function readBehind(params: URLSearchParams): Behind | null {
  try {
    const { kind, side, ...cell } = JSON.parse(params.get(BEHIND) ?? 'null') as Record<string, unknown>;
    if (typeof kind !== 'string' || !Object.hasOwn(PEOPLE_CELLS, kind)) return null;
    const known = kind as PeopleKind;
    const parsed = PEOPLE_CELLS[known].safeParse(cell);
    if (!parsed.success) return null;
    return { kind: known, cell: parsed.data, side: typeof side === 'string' ? side : '' };
  } catch {
    return null;
  }
}

export function writeBehind({ kind, side, cell }: Behind): string {
  const kept = Object.entries(cell).filter(([, value]) => value !== null);
  return JSON.stringify({ kind, ...(side && { side }), ...Object.fromEntries(kept) });
}

/** The same number's counterparts, each with a name: who came back and who did not; null for none. */
export function counterparts({ kind, cell }: Behind): { key: string; cell: PeopleCell }[] | null {
  if (kind === 'retention') {
    const own = cell as PeopleCell<'retention'>;
    if (own.n === undefined) return null;
    return [
      { key: 'returned', cell: { ...own, returned: true } },
      { key: 'stayedAway', cell: { ...own, returned: false } },
    ];
  }
  if (kind === 'funnel') {
    const own = cell as PeopleCell<'funnel'>;
    if (own.step === 0 || own.bucket !== undefined) return null;
    return [
      { key: 'converted', cell: { ...own, outcome: 'converted' } },
      { key: 'droppedOff', cell: { ...own, outcome: 'droppedOff' } },
    ];
  }
  if (kind !== 'growthAccounting') return null;
  const segments = ['active', 'new', 'retained', 'resurrected', 'churned'] as const;
  return segments.map((segment) => ({
    key: segment,
    cell: { ...(cell as PeopleCell<'growthAccounting'>), segment },
  }));
}
