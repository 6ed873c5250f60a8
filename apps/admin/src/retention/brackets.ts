export type Bracket = [from: number, to: number];

export const DEFAULT_BRACKETS: readonly Bracket[] = [
  [1, 1],
  [2, 7],
  [8, 14],
  [15, 30],
];
const MOST = 50;
const FARTHEST = 3_700;

/** `1, 2-7` as ranges of periods, both ends included; null where it is no such list. */
export function parseBrackets(text: string): Bracket[] | null {
  const parts = text
    .split(/[,，;；\s]+/)
    .filter((part) => part !== '')
    .map(bracketOf);
  if (parts.length === 0 || parts.length > MOST || parts.includes(null)) return null;
  return parts as Bracket[];
}

function bracketOf(part: string): Bracket | null {
  const [, first, last = first] = /^(\d{1,4})(?:[-–~](\d{1,4}))?$/.exec(part) ?? [];
  const [from, to] = [Number(first), Number(last)];
  return first !== undefined && from <= to && to <= FARTHEST ? [from, to] : null;
}

export const bracketsText = (brackets: readonly Bracket[], separator = ', '): string =>
  brackets.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(separator);
