import type { ChannelCondition } from '@groundswell/contracts';
import { lowered } from './site.js';

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, (sign) => `\\${sign}`);
/** `*` stands for any characters. */
const wild = (text: string) => text.split('*').map(escaped).join('[\\s\\S]*');

/** What one of a condition's values is found with, in texts in small letters; RE2 and JavaScript read it alike. */
export function patternOf({ operator, values }: ChannelCondition): string {
  const some = values.map((value) => wild(lowered(value))).join('|');
  return operator === 'isNamed' ? `(?:^|\\.)(?:${some})(?:\\.|$)` : `^(?:${some})$`;
}

const globs = new WeakMap<ChannelCondition, string[]>();

/**
 * As `patternOf` says it, without a regular expression: JavaScript's go back and forth over several `*`, and whoever tries
 * rules on a long text could hold the process.
 * @param text in small letters
 */
export function matches(condition: ChannelCondition, text: string): boolean {
  const isNamed = condition.operator === 'isNamed';
  const known = globs.get(condition) ?? condition.values.map((value) => globOf(lowered(value), isNamed));
  globs.set(condition, known);
  const bordered = isNamed ? `.${text}.` : text;
  return known.some((glob) => fits(glob, bordered));
}

/** A name stands between dots, anywhere. */
const globOf = (value: string, isNamed: boolean) => (isNamed ? `*.${value}.*` : value);

/** Each part at the first place behind the one before it: if any places fit, these do. */
function fits(glob: string, text: string): boolean {
  const [first = '', ...middle] = glob.split('*');
  const last = middle.pop();
  if (last === undefined) return text === first;
  const end = text.length - last.length;
  if (end < first.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const part of middle) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
