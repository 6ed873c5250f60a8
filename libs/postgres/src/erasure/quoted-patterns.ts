/** `LIKE` patterns of the ids as JSON writes them. */
export function quotedPatterns(names: string[]): string[] {
  return names.map((name) => `%${JSON.stringify(name).replace(/[\\%_]/g, '\\$&')}%`);
}

/** The same, and the ids that are numbers as JSON writes numbers: much else may be like these. */
export function possiblePatterns(names: string[]): string[] {
  return [...quotedPatterns(names), ...numberPatterns(names)];
}

/** Of the ids that are numbers, as JSON writes numbers. */
export function numberPatterns(names: string[]): string[] {
  return names.filter((name) => String(Number(name)) === name).map((number) => `%${number}%`);
}
