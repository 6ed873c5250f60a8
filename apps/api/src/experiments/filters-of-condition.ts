import { EVENT_COLUMNS, type Filter } from '@groundswell/contracts';

type Scalar = string | number | boolean;
const isScalar = (value: unknown): value is Scalar => ['string', 'number', 'boolean'].includes(typeof value);
const OPERATORS: Record<string, Filter['operator']> = {
  $eq: 'eq',
  $ne: 'neq',
  $in: 'in',
  $nin: 'notIn',
  $gt: 'gt',
  $gte: 'gte',
  $lt: 'lt',
  $lte: 'lte',
  $regex: 'regex',
};

/** What of a targeting condition can be asked of past events, and the attributes that cannot. */
export function filtersOfCondition(condition: Record<string, unknown>): {
  filters: Filter[];
  notCounted: string[];
} {
  const filters: Filter[] = [];
  const notCounted: string[] = [];
  for (const [attribute, wanted] of Object.entries(condition)) {
    const found = filtersOf(attribute, wanted);
    if (found) filters.push(...found);
    else notCounted.push(attribute);
  }
  return { filters, notCounted };
}

function filtersOf(attribute: string, wanted: unknown): Filter[] | null {
  if (!(EVENT_COLUMNS as readonly string[]).includes(attribute)) return null;
  if (isScalar(wanted)) return [{ property: attribute, operator: 'eq', value: wanted }];
  if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted)) return null;
  const each = Object.entries(wanted).map(([sign, value]) => filterOf(attribute, sign, value));
  return each.length > 0 && each.every((filter) => filter !== null) ? each : null;
}

function filterOf(property: string, sign: string, value: unknown): Filter | null {
  const operator = Object.hasOwn(OPERATORS, sign) ? OPERATORS[sign] : undefined;
  const isList = operator === 'in' || operator === 'notIn';
  const fits = isList ? Array.isArray(value) && value.every(isScalar) : isScalar(value);
  return operator && fits ? { property, operator, value: value as Filter['value'] } : null;
}
