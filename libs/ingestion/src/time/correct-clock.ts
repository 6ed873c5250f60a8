const DAY_MS = 86_400_000;

export interface SentTimes {
  /** What the device's clock said when it happened. */
  original?: number;
  /** What the device's clock said when it was sent. */
  sentAt?: number;
  /** Our clock when it came. */
  receivedAt: number;
}

/**
 * The time of an event by our clock: `receivedAt - (sentAt - original)`, as Segment's specification has it. Without a
 * usable `sentAt` the device's time stands. More than a day ahead of us it becomes `receivedAt`, and is marked.
 * All in ms since epoch.
 */
export function correctClock({ original, sentAt, receivedAt }: SentTimes): {
  timestamp: number;
  clamped: boolean;
} {
  if (original === undefined) return { timestamp: receivedAt, clamped: false };
  const timestamp = sentAt === undefined ? original : receivedAt - (sentAt - original);
  if (timestamp > receivedAt + DAY_MS) return { timestamp: receivedAt, clamped: true };
  return { timestamp: Math.max(0, timestamp), clamped: false };
}
