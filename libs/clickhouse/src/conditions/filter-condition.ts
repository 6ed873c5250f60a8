import type { Filter } from '@groundswell/contracts';
import { UnanswerableQuery } from '../unanswerable-query.js';
import type { Bindings } from './bound.js';
import { textOf } from './columns.js';

/** A condition on events. Where an event lacks the value, `neq`, `notIn`, `notContains` and `isNotSet` hold. */
export function filterCondition(filter: Filter, bindings: Bindings): string {
  const text = textOf(filter.property);
  const { operator } = filter;
  switch (operator) {
    case 'isSet':
      return `isNotNull(${text})`;
    case 'isNotSet':
      return `isNull(${text})`;
    case 'in':
    case 'notIn': {
      const found = membership(filter, text, bindings);
      return operator === 'in' ? found : `NOT ${found}`;
    }
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return comparison(filter, text, bindings);
    case 'eq':
      return equality(filter, text, bindings);
    case 'neq':
      return `NOT ${equality(filter, text, bindings)}`;
    default:
      return textCondition(operator, text, bindings.bind(String(scalarOf(filter)), 'String'));
  }
}

/** Texts are compared as they are; a number also equals other spellings of it (10 and 10.0, 1e21 and 1e+21). */
function equality(filter: Filter, text: string, bindings: Bindings): string {
  const value = scalarOf(filter);
  const same = `${text} = ${bindings.bind(String(value), 'String')}`;
  if (typeof value !== 'number') return `ifNull(${same}, 0)`;
  return `ifNull(${same} OR toFloat64OrNull(${text}) = ${number(value, bindings)}, 0)`;
}

/** Each value of the list as `equality` has it. */
function membership(filter: Filter, text: string, bindings: Bindings): string {
  const values = listOf(filter);
  const same = `has(${bindings.bind(values.map(String), 'Array(String)')}, ${text})`;
  const numbers = values.filter((value) => typeof value === 'number').map((value) => number(value, bindings));
  if (numbers.length === 0) return `ifNull(${same}, 0)`;
  return `ifNull(${same} OR has([${numbers.join(', ')}], toFloat64OrNull(${text})), 0)`;
}

/** As text: the client refuses to write integers beyond 2^53 as numbers. */
const number = (value: number, bindings: Bindings) => bindings.bind(String(value), 'Float64');

type TextOperator = 'contains' | 'notContains' | 'regex';

function textCondition(operator: TextOperator, text: string, value: string): string {
  const holds = (condition: string) => `ifNull(${condition}, 0)`;
  switch (operator) {
    case 'contains':
      return holds(`positionCaseInsensitiveUTF8(${text}, ${value}) > 0`);
    case 'notContains':
      return `NOT ${holds(`positionCaseInsensitiveUTF8(${text}, ${value}) > 0`)}`;
    case 'regex':
      return holds(`match(assumeNotNull(${text}), ${value}) AND isNotNull(${text})`);
  }
}

const SIGNS = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/** Numbers compare as numbers; what is no number, or no finite one, does not hold. Text compares as text. */
function comparison(filter: Filter, text: string, bindings: Bindings): string {
  const sign = SIGNS[filter.operator as keyof typeof SIGNS];
  const value = scalarOf(filter);
  if (typeof value === 'number') {
    const read = `toFloat64OrNull(${text})`;
    return `ifNull(isFinite(${read}) AND ${read} ${sign} ${number(value, bindings)}, 0)`;
  }
  return `ifNull(${text} ${sign} ${bindings.bind(String(value), 'String')}, 0)`;
}

function scalarOf({ property, operator, value }: Filter): string | number | boolean {
  if (value === undefined || Array.isArray(value)) {
    throw new UnanswerableQuery(`The filter on "${property}" needs one value for ${operator}.`);
  }
  return value;
}

function listOf({ property, operator, value }: Filter): (string | number | boolean)[] {
  if (value === undefined)
    throw new UnanswerableQuery(`The filter on "${property}" needs a list for ${operator}.`);
  return Array.isArray(value) ? value : [value];
}
