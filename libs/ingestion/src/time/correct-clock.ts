import { isStorableInstant } from './instant.js';

const DAY_MS = 86_400_000;

export interface SentTimes {
  /** What the device's clock said when it happened. */
  original?: number;
  /** What the device's clock said when it was sent. */
  sentAt?: number;
  /** Our clock when it came. */
  receivedAt: number;
}

export interface CorrectedTime {
  timestamp: number;
  clamped: boolean;
}

/**
 * The time of an event by our clock: `receivedAt - (sentAt - original)`, as Segment's specification has it. Without a
 * usable `sentAt` the device's time stands. More than a day ahead of us it becomes `receivedAt`, and is marked.
 * All in ms since epoch.
 */
export function correctClock({ original, sentAt, receivedAt }: SentTimes): CorrectedTime {
  if (original === undefined) return { timestamp: receivedAt, clamped: false };
  if (sentAt === undefined) return clampFuture(original, receivedAt);
  const corrected = receivedAt - (sentAt - original);
  // A sentAt that moves the event out of all time is a bad one.
  return clampFuture(isStorableInstant(corrected) ? corrected : original, receivedAt);
}

export function clampFuture(timestamp: number, receivedAt: number): CorrectedTime {
  if (timestamp > receivedAt + DAY_MS) return { timestamp: receivedAt, clamped: true };
  return { timestamp, clamped: false };
}
