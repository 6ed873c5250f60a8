import type { CohortRule, Filter } from '@groundswell/contracts';
import { type Operator, TAKES_NO_VALUE, filterOf } from '../filters/filter-text.js';
import { addDays } from '../range/local-date.js';

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
  span: Span;
  /** Of `last`. */
  lastDays: string;
  /** Of `between`, as `YYYY-MM-DD`; '' leaves that end open. */
  from: string;
  to: string;
  /** What the editor does not show and keeps. */
  rest: { atMost?: number };
}
/** Which days count: the last ones up to today, those of a range, or all. */
export const SPANS = ['last', 'between', 'ever'] as const;
export type Span = (typeof SPANS)[number];

const USUAL_DAYS = 30;

export const NEW_KNOWN: KnownDraft = { type: 'known', property: '', operator: 'eq', value: '' };
export const NEW_DID: DidDraft = {
  type: 'did',
  event: '',
  filters: [],
  atLeast: '1',
  span: 'last',
  lastDays: String(USUAL_DAYS),
  from: '',
  to: '',
  rest: {},
};

/** Where the data ended before the last days began, those up to its end: else nobody would be found, and nobody told why. */
export function newDid(dataEnds: string | null, today: string): DidDraft {
  if (dataEnds === null || dataEnds > addDays(today, -USUAL_DAYS)) return NEW_DID;
  return { ...NEW_DID, span: 'between', from: addDays(dataEnds, 1 - USUAL_DAYS), to: dataEnds };
}

export function draftOf(rule: CohortRule): RuleDraft {
  if (rule.type === 'property') {
    const { property, operator, value } = rule;
    return { type: 'known', property, operator, value: [value ?? ''].flat().join(', ') };
  }
  const { did, event = '', filters = [], atLeast, lastDays, atMost, from, to } = rule;
  return {
    ...{ type: did ? 'did' : 'didNot', event, filters, atLeast: String(atLeast) },
    span: lastDays !== undefined ? 'last' : (from ?? to) !== undefined ? 'between' : 'ever',
    ...{ lastDays: String(lastDays ?? USUAL_DAYS), from: from ?? '', to: to ?? '', rest: { atMost } },
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

function didRule(draft: DidDraft): CohortRule | null {
  const { type, event, filters, rest } = draft;
  const [times, days] = [countOf(draft.atLeast), daysOf(draft)];
  if (times === null || days === null) return null;
  return {
    ...{ type: 'behaviour', did: type === 'did', atLeast: times, ...defined(rest), ...days },
    ...(event.trim() === '' ? {} : { event: event.trim() }),
    ...(filters.length > 0 ? { filters } : {}),
  };
}

/** Null while the days are not said, or end before they begin. */
function daysOf({
  span,
  lastDays,
  from,
  to,
}: DidDraft): { lastDays?: number; from?: string; to?: string } | null {
  if (span === 'ever') return {};
  if (span === 'last') {
    const days = countOf(lastDays);
    return days === null ? null : { lastDays: days };
  }
  if ((from === '' && to === '') || (from !== '' && to !== '' && from > to)) return null;
  return { ...(from !== '' && { from }), ...(to !== '' && { to }) };
}

function countOf(text: string): number | null {
  const count = Number(text);
  return Number.isInteger(count) && count >= 1 ? count : null;
}

const defined = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
