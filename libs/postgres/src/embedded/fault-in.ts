/** The reason in what PostgreSQL's programs print: their first fatal line, else the last one. */
export function faultIn(output: string): string {
  const lines = output.trim().split('\n');
  const fatal = lines.map((line) => /(?:FATAL|PANIC|initdb: error|ERROR):\s+(.+)/.exec(line)?.[1]);
  return (fatal.find(Boolean) ?? lines.at(-1) ?? '').trim().replace(/\.$/, '');
}
