import type { NewRecord } from '../event-log.js';
import { crc32c } from './crc32c.js';

export interface Writer {
  producerId: bigint;
  producerEpoch: number;
  /** Number of the batch's first record among those that this writer wrote to the partition. */
  firstSequence: number;
  /** ms since epoch, of all records. */
  now: number;
}

const HEAD_BYTES = 61;
/** What the sum covers begins behind it. */
const SUMMED_FROM = 21;
/** Attributes, distance in time, number of headers: each 0. */
const ZERO_BYTES = 3;

/**
 * Records as one uncompressed batch of Kafka's message format version 2, written once into memory of the right size.
 * Source: "Record Batch" in Apache Kafka's documentation of its message format.
 */
export function recordBatch(records: readonly NewRecord[], writer: Writer): Buffer {
  const bodies = records.map(bodyBytes);
  const size = bodies.reduce((sum, body) => sum + varintBytes(body) + body, HEAD_BYTES);
  const batch = Buffer.allocUnsafe(size);
  let at = HEAD_BYTES;
  for (let place = 0; place < records.length; place++)
    at = writeRecord(batch, at, bodies[place]!, place, records[place]!);
  writeHead(batch, records.length, writer);
  return batch;
}

function bodyBytes({ key, value }: NewRecord, place: number): number {
  const keyBytes = Buffer.byteLength(key);
  const lengths = varintBytes(place) + varintBytes(keyBytes) + varintBytes(value.length);
  return ZERO_BYTES + lengths + keyBytes + value.length;
}

function writeRecord(into: Buffer, start: number, body: number, place: number, record: NewRecord): number {
  const { key, value } = record;
  let at = writeVarint(into, start, body);
  into[at++] = 0;
  into[at++] = 0;
  at = writeVarint(into, at, place);
  at = writeVarint(into, at, Buffer.byteLength(key));
  at += into.write(key, at);
  at = writeVarint(into, at, value.length);
  at += value.copy(into, at);
  into[at++] = 0;
  return at;
}

function writeHead(batch: Buffer, count: number, writer: Writer): void {
  let at = batch.writeBigInt64BE(0n, 0);
  at = batch.writeInt32BE(batch.length - at - 4, at);
  at = batch.writeInt32BE(0, at);
  at = batch.writeInt8(2, at) + 4;
  at = batch.writeInt16BE(0, at);
  at = batch.writeInt32BE(count - 1, at);
  at = batch.writeBigInt64BE(BigInt(writer.now), at);
  at = batch.writeBigInt64BE(BigInt(writer.now), at);
  at = batch.writeBigInt64BE(writer.producerId, at);
  at = batch.writeInt16BE(writer.producerEpoch, at);
  at = batch.writeInt32BE(writer.firstSequence, at);
  batch.writeInt32BE(count, at);
  batch.writeUInt32BE(crc32c(batch.subarray(SUMMED_FROM)), SUMMED_FROM - 4);
}

/** Lengths and places are never negative, so the zigzag of the format only doubles them; all are below 2^30. */
function varintBytes(value: number): number {
  let bytes = 1;
  for (let rest = (value * 2) >>> 7; rest > 0; rest >>>= 7) bytes++;
  return bytes;
}

function writeVarint(into: Buffer, start: number, value: number): number {
  let at = start;
  let rest = value * 2;
  for (; rest >= 128; rest >>>= 7) into[at++] = (rest & 127) | 128;
  into[at++] = rest;
  return at;
}
