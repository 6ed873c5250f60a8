/** Looks are counted rather than time: a process that was suspended hears what waits for it before it judges. */
const LOOKS = 8;
const ANYBODY = 'anybody';

/**
 * Tells once when a member of a group has heard nothing for about `limitMs`: of any broker while it has nothing in hand
 * itself, or of one that it asked for records. kafkajs waits for ever for some answers, and says nothing of it. Nor does it say
 * that a broker left the cluster with a question unanswered: its reader begins anew once more than it would have to.
 */
export class SilenceWatch {
  /** Looks since the last answer of anybody, and since each broker was asked for records that it has not answered. */
  private readonly silent = new Map<number | typeof ANYBODY, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly limitMs: number,
    /** Whether there is anything in hand, which may take as long as it likes. */
    private readonly isBusy: () => boolean,
    private readonly onSilence: (error: Error) => void,
  ) {}

  start(): void {
    this.heard();
    this.timer = setInterval(() => this.look(), this.limitMs / LOOKS).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  heard(): void {
    this.silent.set(ANYBODY, 0);
  }

  asked(broker: number): void {
    this.silent.set(broker, 0);
  }

  answered(broker: number): void {
    this.silent.delete(broker);
    this.heard();
  }

  /** Brokers that were asked for records before answer only now: the wait for the other members was not theirs. */
  joined(): void {
    for (const whom of this.silent.keys()) this.silent.set(whom, 0);
  }

  private look(): void {
    if (this.isBusy()) this.heard();
    for (const [whom, looks] of this.silent) this.silent.set(whom, looks + 1);
    if (Math.max(...this.silent.values()) <= LOOKS) return;
    this.stop();
    this.onSilence(new Error(`Kafka has sent a reader nothing for ${this.limitMs} ms; it begins anew`));
  }
}
