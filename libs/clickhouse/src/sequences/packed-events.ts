/**
 * A person's events in order, as one number each: sorting numbers costs a third of sorting tuples. From the highest bits:
 * milliseconds since `epoch`, when it was received, its place in the log, marks. Ties in time are so broken by arrival.
 */
export interface Packing {
  /** SQL for an event's number; `marks` is a sum of bits. */
  event(marks: string): string;
  /** SQL for the number of no event, before all others: with these marks (as bits), so that it is found where no other is. */
  none(marks: number): string;
  hasMark(event: string, place: number): string;
  millisBetween(one: string, other: string): string;
  /** Of an event, as DateTime64. */
  instant(event: string): string;
}

interface Layout {
  type: 'UInt128' | 'UInt256';
  /** Instants from which time and reception are counted, in milliseconds. */
  epoch: number;
  receivedEpoch: number;
  bits: { received: number; partition: number; offset: number; marks: number };
}

/** 1900-01-01, where ClickHouse's times begin: nothing is negative. */
const ALL_TIMES = -2_208_988_800_000;

const WIDE: Layout = {
  type: 'UInt256',
  epoch: ALL_TIMES,
  receivedEpoch: 0,
  bits: { received: 42, partition: 16, offset: 48, marks: 32 },
};

/** Receptions from 2020 to 2054, 128 partitions of either lane, 2.7e11 records in each: beyond, ties end in no certain order. */
const NARROW = { received: 40, partition: 8, offset: 38 };
const RECEIVED_EPOCH = Date.UTC(2020, 0, 1);
const NARROW_BITS = 128;
const DAY_MS = 86_400_000;
/** Days that zones put a timestamp off the days that were asked for, and to spare. */
const MARGIN_DAYS = 3;

/**
 * How to pack events between two days with so many marks: into 128 bits where they have room, which takes a quarter less
 * time than 256.
 */
export function packingOf(firstDay: string, lastDay: string, marks: number): Packing {
  const epoch = Date.parse(firstDay) - MARGIN_DAYS * DAY_MS;
  const time = Math.ceil(Math.log2(Date.parse(lastDay) + MARGIN_DAYS * DAY_MS - epoch));
  const { received, partition, offset } = NARROW;
  return time + received + partition + offset + marks > NARROW_BITS
    ? packing(WIDE)
    : packing({ type: 'UInt128', epoch, receivedEpoch: RECEIVED_EPOCH, bits: { ...NARROW, marks } });
}

function packing({ type, epoch, receivedEpoch, bits }: Layout): Packing {
  const offsetAt = bits.marks;
  const partitionAt = offsetAt + bits.offset;
  const receivedAt = partitionAt + bits.partition;
  const timeAt = receivedAt + bits.received;
  const up = (value: string, places: number) => `bitShiftLeft(to${type}(${value}), ${places})`;
  const within = (value: string, width: number) => `least(${value}, toUInt64(${2 ** width - 1}))`;
  const time = `toUnixTimestamp64Milli(timestamp) - (${epoch})`;
  const received = `toUInt64(greatest(toUnixTimestamp64Milli(received_at) - ${receivedEpoch}, 0))`;
  // The highest bit, which tells the bulk lane, stays the highest.
  const shortPartition = 'bitAnd(bitOr(log_partition, bitShiftRight(log_partition, 8)), 255)';
  const partition = bits.partition === 8 ? shortPartition : 'log_partition';
  const millisOf = (event: string) => `bitShiftRight(${event}, ${timeAt})`;
  // Bits beyond the marks are those of the offset, which nobody asks for.
  const low = bits.marks <= 8 ? 'toUInt8' : 'toUInt32';
  return {
    event: (marks) =>
      `${up(time, timeAt)} + ${up(within(received, bits.received), receivedAt)} + ${up(partition, partitionAt)}
        + ${up(within('log_offset', bits.offset), offsetAt)} + (${marks})`,
    none: (marks) => `to${type}(${marks})`,
    hasMark: (event, place) => `bitTest(${low}(${event}), ${place})`,
    millisBetween: (one, other) => `(toInt64(${millisOf(other)}) - toInt64(${millisOf(one)}))`,
    instant: (event) => `fromUnixTimestamp64Milli(toInt64(${millisOf(event)}) + (${epoch}), 'UTC')`,
  };
}

const wide = packing(WIDE);
/** The order alone, of any days. */
export const orderOf = (): string => wide.event('0');
const { received, partition, offset, marks } = WIDE.bits;
/** Milliseconds since 1900 of such a number. */
export const instantMillis = (packed: string): string =>
  `toInt64(bitShiftRight(${packed}, ${received + partition + offset + marks}))`;
