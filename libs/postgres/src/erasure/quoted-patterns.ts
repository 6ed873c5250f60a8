/** `LIKE` patterns of the ids as JSON writes them. */
export function quotedPatterns(names: string[]): string[] {
  return names.map((name) => `%${JSON.stringify(name).replace(/[\\%_]/g, '\\$&')}%`);
}

/** The same, and the ids that are numbers as JSON writes numbers: much else may be like these. */
export function possiblePatterns(names: string[]): string[] {
  const numbers = names.filter((name) => String(Number(name)) === name);
  return [...quotedPatterns(names), ...numbers.map((number) => `%${number}%`)];
}
