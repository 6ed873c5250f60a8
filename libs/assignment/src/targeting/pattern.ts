const KEPT = 1000;
const compiled = new Map<string, RegExp | null>();

/** Null where it is no regular expression. Conditions are asked far more often than changed, so these are kept. */
export function compiledPattern(pattern: unknown, flags: string): RegExp | null {
  if (typeof pattern !== 'string') return null;
  const key = `${flags}/${pattern}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  if (compiled.size >= KEPT) compiled.clear();
  const made = compile(pattern, flags);
  compiled.set(key, made);
  return made;
}

function compile(pattern: string, flags: string): RegExp | null {
  try {
    return new RegExp(pattern, flags);
  } catch {
    return null;
  }
}
