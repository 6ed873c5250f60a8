import { hash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { ask } from '../connection/ask.js';
import { catchUp } from '../connection/cluster.js';
import { orUnavailable } from '../connection/clickhouse-unavailable.js';
import type { ClickHouseClient } from '../connection/create-clickhouse.js';
import { runMutations } from '../erasure/mutations.js';

/** Low and high half, unsigned, of the first 64 bits of a message id's digest. */
export type MessageIdHash = readonly [low: number, high: number];

/** What `message_ids` is keyed by: MD5 of `project:id`, read as a little-endian number. */
const digestOf = (projectId: number, messageId: string): Buffer =>
  hash('md5', `${projectId}:${messageId}`, 'buffer');

/** The first half of the digest. */
export function messageIdHash(projectId: number, messageId: string): MessageIdHash {
  const digest = digestOf(projectId, messageId);
  return [digest.readUInt32LE(0), digest.readUInt32LE(4)];
}

/** The whole digest. */
export function messageIdKey(projectId: number, messageId: string): bigint {
  const digest = digestOf(projectId, messageId);
  return (digest.readBigUInt64LE(8) << 64n) | digest.readBigUInt64LE(0);
}

const IDS_PER_QUERY = 10_000;

/**
 * Of these ids, those stored by records before `before` in its partition, or by any record of another partition.
 * @throws ClickHouseUnavailable when there is nobody to ask
 */
export async function findStoredMessageIds(
  client: ClickHouseClient,
  projectId: number,
  messageIds: string[],
  before: { partition: number; offset: bigint },
): Promise<Set<string>> {
  const found = new Set<string>();
  if (messageIds.length > 0) await catchUp(client, 'message_ids');
  for (let at = 0; at < messageIds.length; at += IDS_PER_QUERY) {
    const ids = messageIds.slice(at, at + IDS_PER_QUERY);
    const byKey = new Map(ids.map((id) => [String(messageIdKey(projectId, id)), id]));
    const rows = await ask<{ key: string }>(client, storedKeys([...byKey.keys()], before));
    for (const { key } of rows) found.add(byKey.get(key) ?? '');
  }
  return found;
}

function storedKeys(keys: string[], before: { partition: number; offset: bigint }) {
  return {
    query: `
      SELECT DISTINCT toString(id) AS key FROM message_ids
      WHERE id IN (SELECT toUInt128(arrayJoin({keys:Array(String)})))
        AND NOT (log_partition = {partition:UInt16} AND log_offset >= {offset:UInt64})`,
    query_params: { keys, partition: before.partition, offset: String(before.offset) },
  };
}

/** Stands for the partitions of logs that are gone; no log has so many that one is numbered so. */
const OF_GONE_LOGS = 0x7fff;

/**
 * Lets message ids that came by a partition, or by any, count as from before all that comes from now on: their offsets
 * are those of a log that is gone.
 * @throws ClickHouseUnavailable when there is nobody to ask
 */
export async function setMessageIdsAside(client: ClickHouseClient, partition?: number): Promise<void> {
  const query = `ALTER TABLE message_ids UPDATE log_partition = {gone:UInt16}
    WHERE log_partition != {gone:UInt16} AND ({all:Bool} OR log_partition = {partition:UInt16})`;
  const query_params = { gone: OF_GONE_LOGS, all: partition === undefined, partition: partition ?? 0 };
  await runMutations(client, [{ table: 'message_ids', query, query_params }]);
}

/** Hashes that are held at once, about: eight bytes each. */
const IDS_PER_SLICE = 1_000_000;

/**
 * Hashes of all ids that are stored, however long ago, as pairs of low and high half, in slices of bounded size.
 * @throws ClickHouseUnavailable when there is nobody to ask
 */
export async function* storedMessageIdHashes(client: ClickHouseClient): AsyncGenerator<Uint32Array> {
  await catchUp(client, 'message_ids');
  // Digests are spread evenly, so equal widths are equal shares.
  const slices = BigInt(Math.max(1, Math.ceil((await countIds(client)) / IDS_PER_SLICE)));
  const bound = (slice: bigint) => (slice * 2n ** 128n) / slices;
  for (let slice = 0n; slice < slices; slice++) {
    const query_params = { from: String(bound(slice)), to: String(bound(slice + 1n) - 1n) };
    const pairs = await client
      .exec({ query: HASHES, query_params, decompress_response_stream: true })
      .then(({ stream }) => readPairs(stream))
      .catch(orUnavailable);
    if (pairs.length > 0) yield pairs;
  }
}

async function countIds(client: ClickHouseClient): Promise<number> {
  const query = 'SELECT count() AS ids FROM message_ids';
  const [row] = await ask<{ ids: number | string }>(client, { query, query_params: {} });
  return Number(row?.ids ?? 0);
}

/** As bytes: millions of numbers need no text. Eight bytes, little-endian, are a pair as it is wanted. */
const HASHES = `
  SELECT toUInt64(bitAnd(id, 18446744073709551615)) FROM message_ids
  WHERE id >= {from:UInt128} AND id <= {to:UInt128}
  FORMAT RowBinary`;

async function readPairs(stream: Readable): Promise<Uint32Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const pairs = new Uint32Array(bytes.length / 4);
  for (let at = 0; at < pairs.length; at++) pairs[at] = bytes.readUInt32LE(at * 4);
  return pairs;
}
