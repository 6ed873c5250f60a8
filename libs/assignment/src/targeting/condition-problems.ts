import { safeRegex } from 'safe-regex2';
import { compiledPattern } from './pattern.js';
import { OPERATORS } from './operators.js';

/** Where in a condition, and what is wrong there. */
export interface ConditionProblem {
  path: string;
  message: string;
}

const DEEPEST = 20;
const TYPES = ['null', 'array', 'string', 'number', 'boolean', 'object', 'undefined'];
const LISTS = new Set(['$in', '$nin', '$ini', '$nini', '$all', '$alli']);
const PATTERNS = new Set(['$regex', '$regexi']);
const GROUPS = new Set(['$inGroup', '$notInGroup']);
const NESTED = new Set(['$not', '$size', '$elemMatch', '$all', '$alli']);

/**
 * What of a condition would never hold, or not as it was meant: evaluation itself is lenient, so that SDKs of all
 * languages agree, and would pass over it in silence. Empty where it is fine.
 */
export function conditionProblems(condition: unknown, path = ''): ConditionProblem[] {
  if (depthOf(condition) > DEEPEST)
    return [{ path, message: `must not be nested more than ${DEEPEST} deep` }];
  return ofCondition(condition, path);
}

function ofCondition(condition: unknown, path: string): ConditionProblem[] {
  if (!isPlain(condition)) return [{ path, message: 'must be an object such as {"country": "DE"}' }];
  return Object.entries(condition).flatMap(([key, wanted]) => ofEntry(key, wanted, join(path, key)));
}

function ofEntry(key: string, wanted: unknown, path: string): ConditionProblem[] {
  if (key === '$and' || key === '$or' || key === '$nor') return ofAlternatives(wanted, path);
  if (key === '$not') return ofCondition(wanted, path);
  if (key === '$savedGroup') return isReference(wanted) ? [] : [{ path, message: 'must be {"id": "…"}' }];
  if (key.startsWith('$')) {
    const message = `is no condition on all attributes: these are $and, $or, $nor, $not and $savedGroup; put ${key} inside an attribute, as {"attribute": {"${key}": …}}`;
    return [{ path, message }];
  }
  return ofWanted(wanted, path);
}

function ofAlternatives(wanted: unknown, path: string): ConditionProblem[] {
  if (!Array.isArray(wanted)) return [{ path, message: 'must be a list of conditions' }];
  return wanted.flatMap((one, index) => ofCondition(one, join(path, String(index))));
}

/** A value to be equal to, or operators; not both at once. */
function ofWanted(wanted: unknown, path: string): ConditionProblem[] {
  if (!isPlain(wanted)) return [];
  const keys = Object.keys(wanted);
  if (!keys.some((key) => key.startsWith('$'))) return [];
  if (!keys.every((key) => key.startsWith('$')))
    return [{ path, message: 'mixes operators ($…) with fields, and would be compared as it stands' }];
  return keys.flatMap((name) => ofOperator(name, wanted[name], join(path, name)));
}

function ofOperator(name: string, given: unknown, path: string): ConditionProblem[] {
  const problem = (message: string) => [{ path, message }];
  if (LISTS.has(name) && !Array.isArray(given)) return problem('must be a list');
  if (PATTERNS.has(name) && !compiledPattern(given, '')) return problem('must be a regular expression');
  if (PATTERNS.has(name) && !safeRegex(String(given)))
    return problem('repeats what is repeated, which can take very long; write it without, or as a list');
  if (GROUPS.has(name) && typeof given !== 'string') return problem('must be the name of a saved group');
  if (name === '$type' && !TYPES.includes(given as string))
    return problem(`must be one of ${TYPES.join(', ')}`);
  if (name === '$elemMatch') return isOperators(given) ? ofWanted(given, path) : ofCondition(given, path);
  if (name === '$not' || name === '$size') return ofWanted(given, path);
  if (NESTED.has(name))
    return (given as unknown[]).flatMap((one, at) => ofWanted(one, join(path, String(at))));
  if (Object.hasOwn(OPERATORS, name)) return [];
  return problem(`is no operator; there are ${[...Object.keys(OPERATORS), ...NESTED].sort().join(', ')}`);
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isReference = (value: unknown) =>
  isPlain(value) &&
  typeof value['id'] === 'string' &&
  ['string', 'undefined'].includes(typeof value['attributeKey']);

const isOperators = (value: unknown) =>
  isPlain(value) && Object.keys(value).some((key) => key.startsWith('$'));

const join = (path: string, key: string) => (path ? `${path}.${key}` : key);

function depthOf(value: unknown, depth = 0): number {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return depth;
  return Math.max(depth, ...Object.values(value).map((inner) => depthOf(inner, depth + 1)));
}
