const DIGITS = /^[0-9]+$/;
const WIDTH = 5;
/** Sorts behind every other ASCII character. */
const LAST = '~';

/**
 * A text that sorts as the version does: `1.10.0` behind `1.9.0`, a release behind its candidates. A leading `v` and
 * what follows `+` say nothing; what is no version is `0`.
 */
export function paddedVersionString(version: unknown): string {
  const text = typeof version === 'number' ? String(version) : version;
  const known = typeof text === 'string' && text !== '' ? text : '0';
  const parts = known.replace(/^v/, '').replace(/\+.*$/, '').split(/[-.]/);
  if (parts.length === 3) parts.push(LAST);
  return parts.map((part) => (DIGITS.test(part) ? part.padStart(WIDTH, ' ') : part)).join('-');
}
