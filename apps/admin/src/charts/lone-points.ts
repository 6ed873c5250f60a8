interface Point {
  value: number;
  symbol: 'circle' | 'none';
}

/** Data of a line in which a value without a neighbour has a dot, as no line would show it. Needs `showAllSymbol`. */
export function withLonePoints(values: readonly (number | null)[]): (Point | null)[] {
  const isAlone = (index: number) => [index - 1, index + 1].every((at) => (values[at] ?? null) === null);
  return values.map((value, index) =>
    value === null ? null : { value, symbol: isAlone(index) ? 'circle' : 'none' },
  );
}
