/**
 * Merges parts as the background would in its time, of the raw events and of what is rolled up alike: a question that is
 * asked meanwhile takes twice as much.
 */
export async function settle(clickhouse) {
  const query = `SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree'`;
  const tables = await (await clickhouse.query({ query, format: 'JSONEachRow' })).json();
  for (const { name } of tables.filter((table) => table.name !== 'message_ids')) {
    await clickhouse.command({
      query: `OPTIMIZE TABLE ${name} FINAL`,
      clickhouse_settings: { optimize_skip_merged_partitions: 1 },
    });
  }
}
