/** `LIKE` patterns of the ids as JSON writes them. */
export function quotedPatterns(names: string[]): string[] {
  return names.map((name) => `%${JSON.stringify(name).replace(/[\\%_]/g, '\\$&')}%`);
}
