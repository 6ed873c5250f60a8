import {
  type Analysis,
  CLICKHOUSE,
  type ClickHouseClient,
  type ExperimentFacts,
  type ProjectSettings,
  dataVersion,
  endedVersion,
  experimentFacts,
} from '@groundswell/clickhouse';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { createHash } from 'node:crypto';

const MOST_BYTES = 64 * 1024 * 1024;
/** Whether a day is over is a matter of the clock; offsets of zones are multiples of this. */
const CLOCK_MS = 15 * 60_000;

/** What the events came to, and when they were asked. */
export interface KnownFacts {
  facts: ExperimentFacts;
  at: Date;
}

/**
 * Facts of experiments that were computed before, for as long as nothing was stored since
 * (docs/adr/0025-answers-by-data-version.md). Of an experiment that has ended only what is from before its end counts, so that
 * it is computed once whatever comes later. Asked by many at once they are computed once.
 */
@Injectable()
export class FactsCache {
  private readonly kept = new LRUCache<string, KnownFacts>({
    maxSize: MOST_BYTES,
    sizeCalculation: ({ facts }) => JSON.stringify([facts.exposures, ...facts.metrics.values()]).length,
  });
  private readonly running = new Map<string, Promise<KnownFacts>>();

  constructor(@Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient) {}

  /**
   * @param limits when it started and ended: null is now
   * @throws ClickHouseUnavailable when there is nobody to ask
   */
  async of(
    settings: ProjectSettings,
    asked: Omit<Analysis, 'start' | 'end'>,
    limits: Record<'start' | 'end', Date | null>,
  ): Promise<KnownFacts> {
    const now = new Date();
    const version = await this.versionAt(settings, limits.end, now);
    const key = createHash('sha256')
      .update(JSON.stringify([settings, asked, limits, version]))
      .digest('base64url');
    const analysis = { ...asked, start: limits.start ?? now, end: limits.end ?? now };
    return this.kept.get(key) ?? this.running.get(key) ?? this.ask(key, settings, analysis, now);
  }

  /** What is known of people has no time, so that where it is asked everything that is stored counts. */
  private async versionAt(settings: ProjectSettings, end: Date | null, now: Date): Promise<string> {
    if (end !== null && !settings.audiences) return endedVersion(this.clickhouse, settings, end);
    return `${Math.floor(now.getTime() / CLOCK_MS)} ${await dataVersion(this.clickhouse)}`;
  }

  private ask(key: string, settings: ProjectSettings, analysis: Analysis, at: Date): Promise<KnownFacts> {
    const asked = experimentFacts(this.clickhouse, settings, analysis)
      .then((facts) => {
        const known = { facts, at };
        this.kept.set(key, known);
        return known;
      })
      .finally(() => this.running.delete(key));
    this.running.set(key, asked);
    return asked;
  }
}
