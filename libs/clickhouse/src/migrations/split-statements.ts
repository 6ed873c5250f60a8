/** Comments, quoted text, the end of a statement, or anything else. */
const TOKENS = /--[^\n]*|'(?:[^'\\]|\\.|'')*'|`(?:[^`\\]|\\.)*`|;|[^-'`;]+|[\s\S]/g;

/** Splits SQL at semicolons outside quotes and comments; comments are left out. */
export function splitStatements(sql: string): string[] {
  const statements: string[] = [];
  let current = '';
  for (const [token] of sql.matchAll(TOKENS)) {
    if (token === ';') {
      statements.push(current);
      current = '';
    } else if (!token.startsWith('--')) {
      current += token;
    }
  }
  return [...statements, current].map((statement) => statement.trim()).filter(Boolean);
}
