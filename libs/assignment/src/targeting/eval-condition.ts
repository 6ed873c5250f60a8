import type { Condition, SavedGroups } from '../definitions.js';
import { textOf } from '../text-of.js';
import { isMember, OPERATORS, same } from './operators.js';

/** Groups that may be asked for, and those that are being asked: one that asks for itself has nobody. */
interface Scope {
  groups: SavedGroups;
  asking: readonly string[];
}

/** Whether attributes meet a condition. Operators that are not known, and what is no condition, never hold. */
export function evalCondition(
  attributes: unknown,
  condition: Condition,
  savedGroups: SavedGroups = {},
): boolean {
  return holds(attributes, condition, { groups: savedGroups, asking: [] });
}

function holds(attributes: unknown, condition: Condition, scope: Scope): boolean {
  for (const key of Object.keys(condition))
    if (!holdsAt(attributes, key, condition[key], scope)) return false;
  return true;
}

function holdsAt(attributes: unknown, key: string, wanted: unknown, scope: Scope): boolean {
  switch (key) {
    case '$and':
      return conditionsOf(wanted).every((one) => holds(attributes, one, scope));
    case '$or':
      return anyHolds(attributes, wanted, scope);
    case '$nor':
      return !anyHolds(attributes, wanted, scope);
    case '$not':
      return isObject(wanted) && !holds(attributes, wanted, scope);
    case '$savedGroup':
      return isInSavedGroup(attributes, wanted, scope);
    default:
      return meets(valueAt(attributes, key), wanted, scope);
  }
}

/** An empty list of alternatives asks for nothing. */
function anyHolds(attributes: unknown, wanted: unknown, scope: Scope): boolean {
  const conditions = conditionsOf(wanted);
  return conditions.length === 0 || conditions.some((one) => holds(attributes, one, scope));
}

/** `{id, attributeKey?}`: the attribute that is given here goes before the group's own. */
function isInSavedGroup(attributes: unknown, reference: unknown, { groups, asking }: Scope): boolean {
  if (!isObject(reference) || typeof reference['id'] !== 'string') return false;
  const { id, attributeKey } = reference as { id: string; attributeKey?: unknown };
  const group = Object.hasOwn(groups, id) && !asking.includes(id) ? groups[id] : undefined;
  if (!group || !('type' in group)) return false;
  if (attributeKey !== undefined && typeof attributeKey !== 'string') return false;
  if (group.type === 'condition')
    return (
      isObject(group.condition) && holds(attributes, group.condition, { groups, asking: [...asking, id] })
    );
  const key = attributeKey ?? group.attributeKey;
  if (group.type !== 'list' || typeof key !== 'string' || !Array.isArray(group.values)) return false;
  return isMember(valueAt(attributes, key), group.values, same);
}

const conditionsOf = (wanted: unknown): Condition[] => (Array.isArray(wanted) ? wanted.filter(isObject) : []);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** The value at a path with dots; null where there is none. */
function valueAt(attributes: unknown, path: string): unknown {
  let value = attributes;
  for (const part of path.split('.')) {
    if (!isObject(value) || !(part in value)) return null;
    value = value[part];
  }
  return value;
}

/** Whether a value is what is wanted: equal to it, or meeting all its operators. */
function meets(value: unknown, wanted: unknown, scope: Scope, fold = false): boolean {
  switch (typeof wanted) {
    case 'string':
      return fold ? textOf(value).toLowerCase() === wanted.toLowerCase() : textOf(value) === wanted;
    case 'number':
      return Number(isObject(value) ? textOf(value) : value) === wanted;
    case 'boolean':
      return value !== null && Boolean(value) === wanted;
  }
  if (wanted === null) return value === null;
  if (!hasOperatorsOnly(wanted)) return JSON.stringify(value) === JSON.stringify(wanted);
  for (const name of Object.keys(wanted)) if (!operatorHolds(name, value, wanted[name], scope)) return false;
  return true;
}

function hasOperatorsOnly(wanted: unknown): wanted is Record<string, unknown> {
  if (!isObject(wanted) || Array.isArray(wanted)) return false;
  const keys = Object.keys(wanted);
  return keys.length > 0 && keys.every((key) => key.startsWith('$'));
}

function operatorHolds(name: string, value: unknown, given: unknown, scope: Scope): boolean {
  switch (name) {
    case '$not':
      return !meets(value, given, scope);
    case '$size':
      return Array.isArray(value) && meets(value.length, given, scope);
    case '$elemMatch':
      return Array.isArray(value) && value.some((element) => elementMeets(element, given, scope));
    case '$all':
      return hasAll(value, given, scope, false);
    case '$alli':
      return hasAll(value, given, scope, true);
    default:
      return Object.hasOwn(OPERATORS, name) && OPERATORS[name]!(value, given, scope.groups);
  }
}

function elementMeets(element: unknown, wanted: unknown, scope: Scope): boolean {
  if (element == null || !isObject(wanted)) return false;
  return hasOperatorsOnly(wanted) ? meets(element, wanted, scope) : holds(element, wanted, scope);
}

function hasAll(value: unknown, wanted: unknown, scope: Scope, fold: boolean): boolean {
  if (!Array.isArray(value) || !Array.isArray(wanted)) return false;
  return wanted.every((one) => value.some((element) => meets(element, one, scope, fold)));
}
