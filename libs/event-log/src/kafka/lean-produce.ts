import type { Message, Producer } from 'kafkajs';
import produce from 'kafkajs/src/protocol/requests/produce';
import type { NewRecord } from '../event-log.js';
import { recordBatch } from './record-batch.js';

type Arguments = Parameters<ReturnType<typeof produce.protocol>>[0];
type Topic = Arguments['topicData'][number];

/** The format of records that is written here came with this version of the request. */
const FIRST_VERSION = 3;

/** Records of a partition that this module sent; kafkajs hands its groups of messages through untouched. */
const ours = new WeakSet<object>();

/**
 * Sends records through kafkajs, which connects, numbers, retries and understands the answers, but is spared what took
 * more time than all the rest of a collector: it copies the group of a partition for each message that joins it, and
 * encodes a record in a dozen pieces of memory. What others send through kafkajs is left to it. Tests hold both
 * encodings to the same bytes.
 */
export function sendLean(producer: Producer, topic: string, groups: Record<number, NewRecord[]>) {
  const all = Object.values(groups);
  for (const group of all) ours.add(group);
  const messages: Message[] = all.flat();
  // kafkajs groups by reducing.
  return producer.send({ topic, acks: -1, messages: Object.assign(messages, { reduce: () => groups }) });
}

const makeOf = produce.protocol.bind(produce);
produce.protocol = ({ version }) => {
  const make = makeOf({ version });
  if (version < FIRST_VERSION) return make;
  return (args) => {
    const { request, response } = make(args);
    return isOurs(args)
      ? { request: { ...request, encode: () => encode(args) }, response }
      : { request, response };
  };
};

const isOurs = ({ topicData }: Arguments): boolean =>
  topicData.every(({ partitions }) => partitions.every(({ messages }) => ours.has(messages)));

async function encode(args: Arguments): Promise<{ buf: Buffer; buffer: Buffer }> {
  const bytes = encodeProduce(args, Date.now());
  return { buf: bytes, buffer: bytes };
}

/** The body of a Produce request, versions 3 to 8. Source: Apache Kafka's protocol guide. */
export function encodeProduce(args: Arguments, now: number): Buffer {
  const { acks, timeout, transactionalId, topicData } = args;
  const head = Buffer.allocUnsafe(10);
  head.writeInt16BE(acks, 0);
  head.writeInt32BE(timeout, 2);
  head.writeInt32BE(topicData.length, 6);
  return Buffer.concat([
    text(transactionalId ?? null),
    head,
    ...topicData.flatMap((topic) => encodeTopic(topic, args, now)),
  ]);
}

function encodeTopic({ topic, partitions }: Topic, args: Arguments, now: number): Buffer[] {
  const { producerId, producerEpoch = 0 } = args;
  const count = Buffer.allocUnsafe(4);
  count.writeInt32BE(partitions.length);
  const batches = partitions.flatMap(({ partition, firstSequence, messages }) => {
    const writer = { producerId: producerId?.value ?? -1n, producerEpoch, firstSequence, now };
    const batch = recordBatch(messages as NewRecord[], writer);
    const head = Buffer.allocUnsafe(8);
    head.writeInt32BE(partition, 0);
    head.writeInt32BE(batch.length, 4);
    return [head, batch];
  });
  return [text(topic), count, ...batches];
}

function text(value: string | null): Buffer {
  const bytes = Buffer.from(value ?? '');
  const length = Buffer.allocUnsafe(2);
  length.writeInt16BE(value === null ? -1 : bytes.length);
  return Buffer.concat([length, bytes]);
}
