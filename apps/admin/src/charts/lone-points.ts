interface Point {
  value: number;
  symbol: 'circle' | 'none';
}

interface Drawn {
  showSymbol: boolean;
  showAllSymbol?: true;
  data: (number | Point | null)[];
}

/** A line in which a value without a neighbour has a dot, as no line would show it; other dots are seen under the pointer. */
export function withLonePoints(values: readonly (number | null)[]): Drawn {
  const isAlone = (index: number) => [index - 1, index + 1].every((at) => (values[at] ?? null) === null);
  if (!values.some((value, index) => value !== null && isAlone(index))) {
    return { showSymbol: false, data: [...values] };
  }
  const data = values.map((value, index): Point | null =>
    value === null ? null : { value, symbol: isAlone(index) ? 'circle' : 'none' },
  );
  return { showSymbol: true, showAllSymbol: true, data };
}
