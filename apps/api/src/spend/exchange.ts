/** On a day, one `base` is `rate` of `quote`. */
export interface Rate {
  day: string;
  base: string;
  quote: string;
  rate: number;
}

/** Rates of days: as given, turned round, or through one currency that both are given against. Never of another day. */
export class Exchange {
  private readonly days = new Map<string, Map<string, number>>();

  constructor(rates: readonly Rate[]) {
    for (const { day, base, quote, rate } of rates) {
      const pairs = this.days.get(day) ?? new Map<string, number>();
      pairs.set(`${base} ${quote}`, rate);
      this.days.set(day, pairs);
    }
  }

  /** What one `from` is of `to` on that day; null where no rate says. */
  rate(day: string, from: string, to: string): number | null {
    if (from === to) return 1;
    const pairs = this.days.get(day);
    if (!pairs) return null;
    const direct = pairOf(pairs, from, to);
    if (direct !== null) return direct;
    const between = [...new Set([...pairs.keys()].flatMap((pair) => pair.split(' ')))].sort();
    for (const middle of between) {
      const first = pairOf(pairs, from, middle);
      const second = pairOf(pairs, middle, to);
      if (first !== null && second !== null) return first * second;
    }
    return null;
  }
}

function pairOf(pairs: ReadonlyMap<string, number>, from: string, to: string): number | null {
  const given = pairs.get(`${from} ${to}`);
  if (given !== undefined) return given;
  const inverse = pairs.get(`${to} ${from}`);
  return inverse === undefined ? null : 1 / inverse;
}
