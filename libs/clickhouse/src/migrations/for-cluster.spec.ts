import { CLICKHOUSE_MIGRATIONS_DIR } from '@groundswell/migrations';
import { describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { forCluster } from './for-cluster.js';
import { SCHEMA_MIGRATIONS } from './migrate-clickhouse.js';
import { splitStatements } from './split-statements.js';

const PLACE = `'/clickhouse/tables/{shard}/{database}/{table}', '{replica}'`;

const STATEMENTS: [file: string, statement: string][] = [
  ['schema_migrations', SCHEMA_MIGRATIONS],
  ...readdirSync(CLICKHOUSE_MIGRATIONS_DIR).flatMap((file) =>
    splitStatements(readFileSync(join(CLICKHOUSE_MIGRATIONS_DIR, file), 'utf8')).map(
      (statement): [string, string] => [file, statement],
    ),
  ),
];

/** What the rewriting added, taken away again. */
const taken = (statement: string) =>
  statement
    .replace(" ON CLUSTER 'main'", '')
    .replace(`(${PLACE})`, '')
    .replace(`(${PLACE}, `, '(')
    .replace('ENGINE = Replicated', 'ENGINE = ')
    .replace(' replicated_deduplication_window =', ' non_replicated_deduplication_window =')
    .replace(', replicated_deduplication_window_seconds = 31536000', '');

describe('a migration for a replicated cluster', () => {
  it.each(STATEMENTS)('%s: %.60s', (_, statement) => {
    const there = forCluster(statement, 'main');
    expect(taken(there)).toBe(statement);
    const defines = /^(CREATE|ALTER|DROP|RENAME|EXCHANGE|TRUNCATE|OPTIMIZE)/.test(statement);
    expect(there.split(" ON CLUSTER 'main'")).toHaveLength(defines ? 2 : 1);
    const table = statement.startsWith('CREATE TABLE');
    expect(/ENGINE = Replicated\w*MergeTree\('/.test(there)).toBe(table);
    expect(there).not.toContain('non_replicated');
    if (!defines) expect(there).toBe(statement);
  });

  it.each([
    ['ENGINE = ReplacingMergeTree(version)', `ENGINE = ReplicatedReplacingMergeTree(${PLACE}, version)`],
    ['ENGINE=MergeTree()', `ENGINE = ReplicatedMergeTree(${PLACE})`],
    ['ENGINE = AggregatingMergeTree', `ENGINE = ReplicatedAggregatingMergeTree(${PLACE})`],
  ])('%s', (engine, there) =>
    expect(forCluster(`CREATE TABLE t (a UInt8) ${engine} ORDER BY a`, 'c')).toBe(
      `CREATE TABLE t ON CLUSTER 'c' (a UInt8) ${there} ORDER BY a`,
    ),
  );

  it.each([
    ['RENAME TABLE a TO b', "RENAME TABLE a TO b ON CLUSTER 'c'"],
    ['EXCHANGE TABLES a AND b', "EXCHANGE TABLES a AND b ON CLUSTER 'c'"],
    ['DROP TABLE IF EXISTS a SYNC', "DROP TABLE IF EXISTS a ON CLUSTER 'c' SYNC"],
    ['DROP VIEW a', "DROP VIEW a ON CLUSTER 'c'"],
    ["INSERT INTO a SELECT 'ALTER TABLE b'", "INSERT INTO a SELECT 'ALTER TABLE b'"],
  ])('%s', (statement, there) => expect(forCluster(statement, 'c')).toBe(there));

  it.each(['GRANT ALL ON a TO b', 'DELETE FROM a WHERE 1', 'CREATE DICTIONARY d (a UInt8) PRIMARY KEY a'])(
    'refuses what it does not know: %s',
    (statement) => expect(() => forCluster(statement, 'c')).toThrow(/no form for a replicated cluster/),
  );
});
