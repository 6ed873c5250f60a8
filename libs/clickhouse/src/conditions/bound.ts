/** SQL with its bound values. Fragments are put together with `Bindings`, so that no two share a name by accident. */
export interface Query {
  query: string;
  query_params: Record<string, unknown>;
}

/** Collects values and hands out the `{name: Type}` that stands for each. */
export class Bindings {
  readonly values: Record<string, unknown> = {};
  private readonly made = new Map<string, string>();
  private count = 0;

  bind(value: unknown, type: string): string {
    const name = `p${this.count++}`;
    this.values[name] = value;
    return `{${name}:${type}}`;
  }

  /** The same text each time, so that the engine works a subquery out once. @param key names it within the question */
  once(key: string, make: () => string): string {
    const found = this.made.get(key) ?? make();
    this.made.set(key, found);
    return found;
  }
}
