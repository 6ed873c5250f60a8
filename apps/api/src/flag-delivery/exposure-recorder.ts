import type { Divided } from '@groundswell/assignment';
import { eventKey, EVENTS_TOPIC } from '@groundswell/contracts';
import { EVENT_LOG, type EventLog, EventLogUnavailable, type NewRecord } from '@groundswell/event-log';
import { acceptSegment, applyProjectRules, compileRules, CountryOfIp } from '@groundswell/ingestion';
import { metrics } from '@groundswell/platform';
import type { KeyedProject } from '@groundswell/postgres';
import { type BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Counter } from 'prom-client';

/** So long nobody is told of again; across processes and restarts the message id keeps a day's copies to one. */
const QUIET_MS = 60 * 60 * 1000;
const MAX_REMEMBERED = 200_000;
const MAX_WAITING = 20_000;
const AT_ONCE = 500;
const GATHER_MS = 200;
const RETRY_MS = 1_000;
const GIVE_UP_MS = 60_000;
const USER_ATTRIBUTES = new Set(['userId', 'user_id']);

/**
 * Exposures that we know of because we evaluated: written through the log as everybody's events are, after the answer was
 * given. They are lost where the log is away for longer than a minute; a metric says how many.
 */
@Injectable()
export class ExposureRecorder implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Flags');
  private readonly told = new LRUCache<string, true>({ max: MAX_REMEMBERED, ttl: QUIET_MS });
  private waiting: NewRecord[] = [];
  private writing: Promise<void> | null = null;
  private stopping = false;
  private readonly countries = new CountryOfIp();

  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  /** Does not wait for the log. */
  note(project: KeyedProject, divided: readonly Divided[]): void {
    for (const one of divided) this.noteOne(project, one);
    if (this.waiting.length > 0) this.writing ??= this.write().finally(() => (this.writing = null));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    if (this.writing) await Promise.race([this.writing, sleep(5_000, undefined, { ref: false })]);
  }

  private noteOne(project: KeyedProject, { experiment, result }: Divided): void {
    const { hashAttribute, hashValue, key: variation } = result;
    const who = JSON.stringify([project.id, experiment.key, variation, hashAttribute, hashValue]);
    if (this.told.has(who)) return;
    this.told.set(who, true);
    const record =
      this.waiting.length < MAX_WAITING ? this.recordOf(project, who, { experiment, result }) : null;
    if (record) this.waiting.push(record);
    else counter().inc({ outcome: 'lost' });
  }

  private recordOf(project: KeyedProject, who: string, { experiment, result }: Divided): NewRecord | null {
    const receivedAt = new Date();
    const day = receivedAt.toISOString().slice(0, 10);
    const accepted = acceptSegment(
      {
        type: 'track',
        event: 'Experiment Viewed',
        messageId: `exposure-${createHash('sha256').update(`${day}${who}`).digest('hex').slice(0, 40)}`,
        [USER_ATTRIBUTES.has(result.hashAttribute) ? 'userId' : 'anonymousId']: String(result.hashValue),
        properties: { experiment_id: experiment.key, variation_id: result.key, source: 'ofrep' },
        context: { platform: 'server' },
      },
      { projectId: project.id, receivedAt, source: 'live' },
    );
    if (!accepted.ok) return null;
    const event = applyProjectRules(
      accepted.event,
      {},
      {},
      compileRules(project, project.hashSecret),
      this.countries,
    );
    return { key: eventKey(event), value: Buffer.from(JSON.stringify(event)) };
  }

  private async write(): Promise<void> {
    await sleep(this.stopping ? 0 : GATHER_MS);
    while (this.waiting.length > 0) {
      const records = this.waiting.splice(0, AT_ONCE);
      counter().inc({ outcome: (await this.append(records)) ? 'recorded' : 'lost' }, records.length);
    }
  }

  private async append(records: NewRecord[]): Promise<boolean> {
    const giveUp = performance.now() + GIVE_UP_MS;
    for (;;) {
      try {
        await this.log.append(EVENTS_TOPIC, records);
        return true;
      } catch (error) {
        if (!(error instanceof EventLogUnavailable)) {
          this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
          return false;
        }
        if (this.stopping || performance.now() > giveUp) return false;
        await sleep(RETRY_MS, undefined, { ref: false });
      }
    }
  }
}

function counter(): Counter {
  const name = 'groundswell_flag_exposures_total';
  const known = metrics.getSingleMetric(name);
  if (known) return known as Counter;
  const help = 'Exposures of evaluations by the server, by what became of them.';
  return new Counter({ name, help, labelNames: ['outcome'], registers: [metrics] });
}
