/** A copy in which every text, keys too, is valid Unicode: a lone surrogate becomes U+FFFD. Depth is bounded upstream. */
export function wellFormed<T>(value: T): T {
  return clean(value) as T;
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return toWellFormed(value);
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== 'object' || value === null) return value;
  // `fromEntries` defines own properties, so a key named __proto__ stays a key.
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [toWellFormed(key), clean(inner)]));
}

/** What UTF-8 cannot say is replaced on the way there and back. */
const toWellFormed = (text: string): string => Buffer.from(text, 'utf8').toString('utf8');
