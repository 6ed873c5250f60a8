import type { SavedGroups } from '../definitions.js';
import { textOf } from '../text-of.js';
import { compiledPattern } from './pattern.js';
import { membersOf } from './saved-groups.js';
import { paddedVersionString } from './version.js';

/** Whether an operator holds of the actual value (null where the attribute is missing) and what it is given. */
export type Operator = (actual: unknown, expected: unknown, groups: SavedGroups) => boolean;

/** JavaScript's own comparison, numbers and texts alike: SDKs of all languages are tested to agree with it. */
const compared =
  (holds: (actual: number, expected: number) => boolean): Operator =>
  (actual, expected) =>
    holds(comparable(actual), comparable(expected));

/** Objects are compared by how they are written. */
const comparable = (value: unknown) =>
  (typeof value === 'object' && value !== null ? textOf(value) : value) as number;

const versions =
  (holds: (actual: string, expected: string) => boolean): Operator =>
  (actual, expected) =>
    holds(paddedVersionString(actual), paddedVersionString(expected));

const folded = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value);

/** Lists have to have one in common; what is given has to be a list for either to hold. */
const member =
  (fold: (value: unknown) => unknown, wanted: boolean): Operator =>
  (actual, expected) =>
    Array.isArray(expected) && isMember(actual, expected, fold) === wanted;

export function isMember(
  actual: unknown,
  expected: readonly unknown[],
  fold: (value: unknown) => unknown,
): boolean {
  const has = (value: unknown) => expected.some((other) => fold(value) === fold(other));
  return Array.isArray(actual) ? actual.some(has) : has(actual);
}

export const same = (value: unknown) => value;

const group =
  (wanted: boolean): Operator =>
  (actual, name, groups) => {
    const members = membersOf(groups, name);
    if (members === null) return false;
    return (
      (members instanceof Set
        ? isInSet(actual, members)
        : isMember(actual, members as readonly unknown[], same)) === wanted
    );
  };

const isInSet = (actual: unknown, members: ReadonlySet<unknown>): boolean =>
  Array.isArray(actual) ? actual.some((one) => members.has(one)) : members.has(actual);

/** Attributes come from whoever has a public key: of longer texts a pattern could take very long, so that none matches. */
const LONGEST_MATCHED = 2_000;

const matches =
  (flags: string): Operator =>
  (actual, expected) => {
    const text = textOf(actual);
    return text.length <= LONGEST_MATCHED && (compiledPattern(expected, flags)?.test(text) ?? false);
  };

export function typeName(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** Operators that need no condition inside; those that do are in eval-condition.ts. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  $eq: (actual, expected) => actual === expected,
  $ne: (actual, expected) => actual !== expected,
  $lt: compared((actual, expected) => actual < expected),
  $lte: compared((actual, expected) => actual <= expected),
  $gt: compared((actual, expected) => actual > expected),
  $gte: compared((actual, expected) => actual >= expected),
  $veq: versions((actual, expected) => actual === expected),
  $vne: versions((actual, expected) => actual !== expected),
  $vlt: versions((actual, expected) => actual < expected),
  $vlte: versions((actual, expected) => actual <= expected),
  $vgt: versions((actual, expected) => actual > expected),
  $vgte: versions((actual, expected) => actual >= expected),
  $in: member(same, true),
  $nin: member(same, false),
  $ini: member(folded, true),
  $nini: member(folded, false),
  $inGroup: group(true),
  $notInGroup: group(false),
  $exists: (actual, expected) => (actual != null) === Boolean(expected),
  $type: (actual, expected) => typeName(actual) === expected,
  $regex: matches(''),
  $regexi: matches('i'),
};
