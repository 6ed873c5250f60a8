/** Where a statement names the object that it makes or changes; `ON CLUSTER` follows the name. */
const DEFINES =
  /^(CREATE\s+(?:TABLE|(?:MATERIALIZED\s+)?VIEW)\s+(?:IF\s+NOT\s+EXISTS\s+)?|ALTER\s+TABLE\s+|DROP\s+(?:TABLE|VIEW)\s+(?:IF\s+EXISTS\s+)?|TRUNCATE\s+TABLE\s+(?:IF\s+EXISTS\s+)?|OPTIMIZE\s+TABLE\s+)([\w.]+)/i;

/** Two names, with `ON CLUSTER` at the end. */
const MOVES = /^(RENAME\s+TABLE|EXCHANGE\s+TABLES)\s/i;

/** Of data: what one replica does, the others fetch. */
const OF_DATA = /^(INSERT|SELECT|WITH|SET)\s/i;

/** The engine of a table, and what it was given in brackets. */
const ENGINE = /\bENGINE\s*=\s*((?:\w*)MergeTree)\b(?:\s*\(([^)]*)\))?/i;

/**
 * Where Keeper holds a table, the same on all its replicas. The servers' own macros tell them apart; database and
 * table are filled in by ClickHouse. By name, not by `{uuid}`, so that a server that joins later finds it.
 */
const PLACE = `'/clickhouse/tables/{shard}/{database}/{table}', '{replica}'`;

/** Tokens are told by their number, as on a single server; by default a replicated table forgets them after an hour. */
const WINDOW_SECONDS = 365 * 86_400;

/**
 * The statement of a migration as a replicated cluster takes it: definitions are made on every server, and each table of the
 * MergeTree family replicated. Statements of data stay as they are.
 * @throws Error for a statement that is neither, as it would be carried out on one replica alone
 */
export function forCluster(statement: string, cluster: string): string {
  if (OF_DATA.test(statement)) return statement;
  const onCluster = `ON CLUSTER '${cluster}'`;
  if (MOVES.test(statement)) return `${statement} ${onCluster}`;
  if (!DEFINES.test(statement)) {
    throw new Error(`This statement has no form for a replicated cluster: ${statement.slice(0, 80)}`);
  }
  return replicated(statement.replace(DEFINES, (_, verb, name) => `${verb}${name} ${onCluster}`));
}

function replicated(statement: string): string {
  if (!/^CREATE\s+TABLE\s/i.test(statement)) return statement;
  return statement
    .replace(ENGINE, (_, engine: string, own = '') => {
      const parameters = own.trim() === '' ? PLACE : `${PLACE}, ${own.trim()}`;
      return `ENGINE = Replicated${engine}(${parameters})`;
    })
    .replace(
      /\bnon_replicated_deduplication_window(\s*=\s*\d+)/i,
      `replicated_deduplication_window$1, replicated_deduplication_window_seconds = ${WINDOW_SECONDS}`,
    );
}
