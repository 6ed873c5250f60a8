import type { ISocketFactory, Kafka } from 'kafkajs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConsumerOptions, LogConsumer } from '../event-log.js';
import { KafkaGroupMember } from './kafka-group-member.js';

const PAUSE_AFTER_CRASH_MS = 500;

/** Reads as one member of the group after another: kafkajs ends a member for good at some failures. Ends by `stop`. */
export class KafkaLogConsumer implements LogConsumer {
  private member: KafkaGroupMember;
  private readonly reached = new Map<number, bigint>();
  private reading: Promise<void> | null = null;
  private stopping: Promise<void> | null = null;

  constructor(
    private readonly kafka: (socketFactory: ISocketFactory) => Kafka,
    private readonly options: ConsumerOptions,
    private readonly onStopped: () => void,
    private readonly silenceLimitMs?: number,
  ) {
    this.member = this.newMember();
  }

  /** Begins to read; where Kafka is away, it goes on trying. */
  start(): void {
    this.reading = this.keepReading();
  }

  stop(): Promise<void> {
    this.stopping ??= this.end();
    return this.stopping;
  }

  private async end(): Promise<void> {
    await this.member.leave();
    await this.reading;
    this.onStopped();
  }

  private async keepReading(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.member.read();
      } catch (error) {
        this.options.onError?.(error);
        await sleep(PAUSE_AFTER_CRASH_MS);
        if (!this.stopping) this.member = this.newMember();
      }
    }
  }

  private newMember(): KafkaGroupMember {
    return new KafkaGroupMember(this.kafka, this.options, this.reached, this.silenceLimitMs);
  }
}
