/**
 * What clients send when they have no id: many people at once, so nobody is ever merged on one.
 * Compared trimmed and in lower case.
 */
const JUNK_IDS = new Set([
  '',
  '0',
  '-1',
  'null',
  '(null)',
  'nil',
  'none',
  'nan',
  'undefined',
  'unknown',
  'anonymous',
  'anon',
  'guest',
  'true',
  'false',
  '[object object]',
  '{}',
  '[]',
  'n/a',
  'distinct_id',
  'distinctid',
  'not_authenticated',
  // What posthog-js sends for everybody who did not consent to cookies.
  '$posthog_cookieless',
  // What phones hand out instead of an advertising id when tracking is refused.
  '00000000-0000-0000-0000-000000000000',
]);

export function isJunkId(id: string): boolean {
  return JUNK_IDS.has(id.trim().toLowerCase());
}
