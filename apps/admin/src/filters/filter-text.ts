import { COHORT_PROPERTY, EVENT_COLUMNS, type FILTER_OPERATORS, type Filter } from '@groundswell/contracts';

export type Operator = (typeof FILTER_OPERATORS)[number];
export const TAKES_NO_VALUE: readonly Operator[] = ['isSet', 'isNotSet'];
export const TAKES_A_LIST: readonly Operator[] = ['in', 'notIn'];
const TAKES_A_NUMBER: readonly Operator[] = ['gt', 'gte', 'lt', 'lte'];

/** What can be filtered and broken down by, to choose from; properties are typed. */
export const PROPERTY_NAMES: readonly string[] = EVENT_COLUMNS.filter((name) => name !== 'event');

/** `amount` is taken for `properties.amount`: nobody types the prefix. */
export function propertyOf(text: string): string {
  const name = text.trim();
  const isWhole =
    name === '' ||
    (EVENT_COLUMNS as readonly string[]).includes(name) ||
    /^(properties|person|cohort)\.|^cohort$/.test(name);
  return isWhole ? name : `properties.${name}`;
}

/** A filter from what was typed; null while something is missing. */
export function filterOf(property: string, operator: Operator, text: string): Filter | null {
  const name = propertyOf(property);
  if (name === '') return null;
  if (TAKES_NO_VALUE.includes(operator)) return { property: name, operator };
  const value = text.trim();
  if (value === '') return null;
  if (TAKES_A_LIST.includes(operator)) {
    const list = value.split(/[,，;；\n]/).map((part) => part.trim());
    return { property: name, operator, value: list.filter((part) => part !== '') };
  }
  const isNumber = TAKES_A_NUMBER.includes(operator) && Number.isFinite(Number(value));
  return { property: name, operator, value: isNumber ? Number(value) : value };
}

/** Whether the filter asks for membership of cohorts. */
export const asksForCohorts = (property: string): boolean => property.trim() === COHORT_PROPERTY;
/** How cohorts are compared. */
export const COHORT_OPERATORS: readonly Operator[] = ['in', 'notIn'];

/** People in any, or in none, of these cohorts; null without any. */
export function cohortFilter(operator: Operator, ids: number[]): Filter | null {
  if (ids.length === 0) return null;
  return { property: COHORT_PROPERTY, operator: operator === 'notIn' ? 'notIn' : 'in', value: ids };
}

/** In one line; `word` names an operator in the reader's language, `cohorts` names cohorts by their ids. */
export function filterText(
  { property, operator, value }: Filter,
  word: (operator: Operator) => string,
  cohorts: ReadonlyMap<number, string> = new Map(),
): string {
  const name = property.replace(/^properties\./, '');
  const isCohort = property === COHORT_PROPERTY;
  const texts = [value ?? []]
    .flat()
    .map((one) => (isCohort ? (cohorts.get(Number(one)) ?? String(one)) : String(one)));
  return [name, word(operator), ...(texts.length > 0 ? [texts.join(', ')] : [])].join(' ');
}
