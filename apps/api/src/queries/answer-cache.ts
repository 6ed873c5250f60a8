import {
  CLICKHOUSE,
  type ClickHouseClient,
  type ProjectSettings,
  dataVersion,
} from '@groundswell/clickhouse';
import type { ProjectEntity } from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { createHash } from 'node:crypto';
import type { Query } from './query.dto.js';
import type { Answer } from './query.service.js';

const MOST_BYTES = 32 * 1024 * 1024;
/** Whether a bucket is over is a matter of the clock; offsets of zones are multiples of this. */
const CLOCK_MS = 15 * 60_000;
const MINUTE_MS = 60_000;

/** Answers that are made of stored events, their people and the project's settings alone. */
const FROM_EVENTS: readonly string[] = [
  'activeUsers',
  'eventCounts',
  'retention',
  'growthAccounting',
  'stickiness',
  'funnel',
  'paths',
  'metric',
];

/**
 * Answers to questions that were asked before, for as long as nothing was stored since: the version of the data is part of
 * the key, and is read before the question is asked, and so is whom its cohorts hold. What is known of people is stored with the
 * events before any question about it (docs/adr/0017-person-properties.md). The same question asked by many at once is asked once.
 */
@Injectable()
export class AnswerCache {
  private readonly kept = new LRUCache<string, Answer>({
    maxSize: MOST_BYTES,
    sizeCalculation: (answer, key) => JSON.stringify(answer).length + key.length,
  });
  private readonly running = new Map<string, Promise<Answer>>();

  constructor(@Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient) {}

  async answer(
    project: ProjectEntity,
    { audiences }: ProjectSettings,
    query: Query,
    ask: () => Promise<Answer>,
  ): Promise<Answer> {
    if (!FROM_EVENTS.includes(query.kind)) return ask();
    const question = { ...query, format: 'json' };
    const version = await dataVersion(this.clickhouse);
    const clock = clockOf(query, Date.now());
    const key = createHash('sha256')
      .update(JSON.stringify([project.id, project.version, clock, version, question, audiences]))
      .digest('base64url');
    return this.kept.get(key) ?? this.running.get(key) ?? this.ask(key, ask);
  }

  private ask(key: string, ask: () => Promise<Answer>): Promise<Answer> {
    const asked = ask()
      .then((answer) => {
        this.kept.set(key, answer);
        return answer;
      })
      .finally(() => this.running.delete(key));
    this.running.set(key, asked);
    return asked;
  }
}

/** Windows of funnels and metrics may close at any second. */
function clockOf({ kind }: Query, now: number): number {
  return Math.floor(now / (kind === 'funnel' || kind === 'metric' ? MINUTE_MS : CLOCK_MS));
}
