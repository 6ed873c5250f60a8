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

const compiled = new WeakMap<ChannelCondition, RegExp>();

/** @param text in small letters */
export function matches(condition: ChannelCondition, text: string): boolean {
  const known = compiled.get(condition) ?? new RegExp(patternOf(condition));
  compiled.set(condition, known);
  return known.test(text);
}
