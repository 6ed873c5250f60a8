import { createHash } from 'node:crypto';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';

/** Low and high half, unsigned, of the first 64 bits of a message id's digest. */
export type MessageIdHash = readonly [low: number, high: number];

/** The first half of the digest that `message_ids` is keyed by: MD5 of `project:id`, little-endian. */
export function messageIdHash(projectId: number, messageId: string): MessageIdHash {
  const digest = createHash('md5').update(`${projectId}:${messageId}`).digest();
  return [digest.readUInt32LE(0), digest.readUInt32LE(4)];
}

const IDS_PER_QUERY = 2_000;

/**
 * Of these ids, those stored by records before `before` in its partition, or by any record of another partition.
 */
export async function findStoredMessageIds(
  client: ClickHouseClient,
  projectId: number,
  messageIds: string[],
  before: { partition: number; offset: bigint },
): Promise<Set<string>> {
  const found = new Set<string>();
  for (let at = 0; at < messageIds.length; at += IDS_PER_QUERY) {
    const ids = messageIds.slice(at, at + IDS_PER_QUERY);
    const result = await client.query({ ...storedIdsQuery(projectId, ids, before), format: 'JSONEachRow' });
    for (const { id } of await result.json<{ id: string }>()) found.add(id);
  }
  return found;
}

function storedIdsQuery(projectId: number, ids: string[], before: { partition: number; offset: bigint }) {
  const digests = `SELECT reinterpretAsUInt128(MD5(concat({project:String}, ':', arrayJoin({ids:Array(String)}))))`;
  return {
    query: `
      SELECT id FROM (SELECT arrayJoin({ids:Array(String)}) AS id)
      WHERE reinterpretAsUInt128(MD5(concat({project:String}, ':', id))) IN (
        SELECT id FROM message_ids
        WHERE id IN (${digests})
          AND NOT (log_partition = {partition:UInt16} AND log_offset >= {offset:UInt64})
      )`,
    query_params: {
      project: String(projectId),
      ids,
      partition: before.partition,
      offset: String(before.offset),
    },
  };
}

const SLICES = 32n;

/**
 * Hashes of the ids that came in the last days, as pairs of low and high half, in slices of bounded size.
 */
export async function* storedMessageIdHashes(
  client: ClickHouseClient,
  { sinceDays }: { sinceDays: number },
): AsyncGenerator<Uint32Array> {
  const width = 2n ** 128n / SLICES;
  for (let slice = 0n; slice < SLICES; slice++) {
    const result = await client.query({
      query: `
        SELECT bitAnd(id, 4294967295) AS low, bitAnd(bitShiftRight(id, 32), 4294967295) AS high FROM message_ids
        WHERE id >= {from:UInt128} AND id <= {to:UInt128} AND received_date >= today() - {days:UInt32}`,
      query_params: {
        from: String(slice * width),
        to: String((slice + 1n) * width - 1n),
        days: sinceDays,
      },
      format: 'JSONCompactEachRow',
      clickhouse_settings: { output_format_json_quote_64bit_integers: 0 },
    });
    const rows = await result.json<[number | string, number | string]>();
    const pairs = new Uint32Array(rows.length * 2);
    rows.forEach(([low, high], index) => {
      pairs[index * 2] = Number(low);
      pairs[index * 2 + 1] = Number(high);
    });
    if (pairs.length > 0) yield pairs;
  }
}
