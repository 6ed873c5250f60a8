import type { CohortRule, Filter } from '@groundswell/contracts';
import { type Operator, TAKES_NO_VALUE, filterOf } from '../filters/filter-text.js';

/** A rule as it is typed. */
export type RuleDraft = KnownDraft | DidDraft;
export interface KnownDraft {
  type: 'known';
  /** With or without `person.`. */
  property: string;
  operator: Operator;
  value: string;
}
export interface DidDraft {
  type: 'did' | 'didNot';
  /** '': any active event. */
  event: string;
  filters: Filter[];
  atLeast: string;
  /** '': ever. */
  lastDays: string;
  /** What the editor does not show and keeps. */
  rest: { atMost?: number; from?: string; to?: string };
}

export const NEW_KNOWN: KnownDraft = { type: 'known', property: '', operator: 'eq', value: '' };
export const NEW_DID: DidDraft = {
  type: 'did',
  event: '',
  filters: [],
  atLeast: '1',
  lastDays: '30',
  rest: {},
};

export function draftOf(rule: CohortRule): RuleDraft {
  if (rule.type === 'property') {
    const { property, operator, value } = rule;
    return { type: 'known', property, operator, value: [value ?? ''].flat().join(', ') };
  }
  const { did, event = '', filters = [], atLeast, lastDays, atMost, from, to } = rule;
  return {
    ...{ type: did ? 'did' : 'didNot', event, filters, atLeast: String(atLeast) },
    ...{ lastDays: lastDays === undefined ? '' : String(lastDays), rest: { atMost, from, to } },
  };
}

/** Null while something is missing. */
export function ruleOf(draft: RuleDraft): CohortRule | null {
  return draft.type === 'known' ? knownRule(draft) : didRule(draft);
}

function knownRule({ property, operator, value }: KnownDraft): CohortRule | null {
  const name = property.trim().replace(/^person\./, '');
  if (name === '' || (value.trim() === '' && !TAKES_NO_VALUE.includes(operator))) return null;
  const filter = filterOf(`person.${name}`, operator, value);
  return filter && { type: 'property', ...filter };
}

function didRule({ type, event, filters, atLeast, lastDays, rest }: DidDraft): CohortRule | null {
  const [times, days] = [Number(atLeast), lastDays.trim() === '' ? undefined : Number(lastDays)];
  const isCount = (n: number) => Number.isInteger(n) && n >= 1;
  if (!isCount(times) || (days !== undefined && !isCount(days))) return null;
  const kept = days === undefined ? rest : { atMost: rest.atMost };
  return {
    ...{ type: 'behaviour', did: type === 'did', atLeast: times, ...defined(kept) },
    ...(event.trim() === '' ? {} : { event: event.trim() }),
    ...(filters.length > 0 ? { filters } : {}),
    ...(days === undefined ? {} : { lastDays: days }),
  };
}

const defined = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
