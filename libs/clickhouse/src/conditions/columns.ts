import { UnanswerableQuery } from '../unanswerable-query.js';

/** API names of event columns and the columns they are kept in. Nothing else is ever named in SQL. */
const COLUMNS: Record<string, string> = {
  event: 'event',
  platform: 'platform',
  country: 'country',
  deviceType: 'device_type',
  os: 'os',
  browser: 'browser',
  appVersion: 'app_version',
  referrer: 'referrer',
  utmSource: 'utm_source',
  utmMedium: 'utm_medium',
  utmCampaign: 'utm_campaign',
  utmContent: 'utm_content',
  utmTerm: 'utm_term',
  distinctId: 'distinct_id',
  sessionId: 'session_id',
};

const PROPERTY = 'properties.';

/**
 * SQL for an event column or `properties.NAME`, as Nullable(String): null where the event has no such value.
 * @throws UnanswerableQuery naming what there is
 */
export function textOf(property: string): string {
  if (property.startsWith(PROPERTY) && property.length > PROPERTY.length) {
    // Not toString: of a path that an event lacks it makes '' and not null.
    return `CAST(${jsonPath(property.slice(PROPERTY.length))}, 'Nullable(String)')`;
  }
  const column = Object.hasOwn(COLUMNS, property) ? COLUMNS[property] : undefined;
  if (column) return `nullIf(toString(${column}), '')`;
  throw new UnanswerableQuery(
    `"${property}" is no property to filter or break down by; there are ${Object.keys(COLUMNS).join(', ')}, properties.NAME, person.NAME and cohort (to break down by: cohort.ID).`,
  );
}

/**
 * SQL for what `properties.NAME` says as a number, be it written as a text, as Float64: NaN for anything else. Kinds of numbers are
 * read as they are kept, which takes a fraction of making texts of them.
 */
export function numberAt(property: string): string {
  const path = jsonPath(property.slice(PROPERTY.length));
  const kept = ['Int64', 'Float64', 'UInt64'].map((kind) => `toFloat64(${path}.:\`${kind}\`)`);
  return `coalesce(${kept.join(', ')}, toFloat64OrNull(${path}.:\`String\`), nan)`;
}

/** SQL for the finite number that `properties.NAME` is or spells, as Nullable(Float64): null for `inf` and `nan`, as for no number. */
export function finiteAt(property: string): string {
  const number = numberAt(property);
  return `if(isFinite(${number}), ${number}, NULL)`;
}

/** `properties.NAME` of a name that is given with or without the prefix. */
export const propertyOf = (name: string) => (name.startsWith(PROPERTY) ? name : `${PROPERTY}${name}`);

/** ClickHouse reads a part like ^`a` or :`Int64` as a question about the value at a path, quoted or not. */
const SUBCOLUMN = /^[:^]`/;

/** A path into the JSON column; each part is quoted, so a name cannot leave its place. */
function jsonPath(name: string): string {
  const parts = name.split('.');
  if (parts.some((part) => part === '' || /[\0\n\r]/.test(part) || SUBCOLUMN.test(part))) {
    throw new UnanswerableQuery(`"properties.${name}" is not a property name.`);
  }
  return ['properties', ...parts].map((part) => `\`${part.replace(/[\\`]/g, '\\$&')}\``).join('.');
}
