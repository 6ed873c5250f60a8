import {
  type BrokenPart,
  catchUpEvents,
  CLICKHOUSE,
  type ClickHouseClient,
  detachPart,
  differingRollups,
  findBrokenParts,
  forgetIds,
  LoggedEvents,
  type MissingEvent,
  noteIds,
  rebuildRollups,
  type RollupDifference,
  storedDays,
} from '@groundswell/clickhouse';
import type { VerificationReport, VerifiedDay } from '@groundswell/contracts';
import { EVENTS_TOPIC } from '@groundswell/contracts';
import { EVENT_LOG, type EventLog, type NewRecord } from '@groundswell/event-log';
import { BatchIntents, ErasedIds, ProjectEntity } from '@groundswell/postgres';
import { Inject, Injectable } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { loggedEvents } from './logged-events.js';
import { type LogEnds, readLog } from './read-log.js';

const STORED_LIMIT_MS = 600_000;
const LOOK_EVERY_MS = 200;

/** Says how far it is. */
export type Say = (progress: string) => void;

interface Findings {
  brokenParts: BrokenPart[];
  missing: MissingEvent[];
  rollups: RollupDifference[];
  report: VerificationReport;
}

/**
 * Holds what is stored of a project to the log, and to itself (docs/adr/0031-verify-and-repair.md). A repair goes the
 * way of every event: what is missing is put into the log again, and the pipeline stores it.
 */
@Injectable()
export class VerificationService {
  topic: string = EVENTS_TOPIC;

  constructor(
    private readonly dataSource: DataSource,
    private readonly intents: BatchIntents,
    private readonly erased: ErasedIds,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CLICKHOUSE) private readonly clickhouse: ClickHouseClient,
  ) {}

  async verify(project: ProjectEntity, repair: boolean, say: Say): Promise<VerificationReport> {
    const found = await this.look(project, say);
    if (!repair || !found.report.differs) return found.report;
    await this.repair(project, found, say);
    say('looking again');
    const { report } = await this.look(project, say);
    return { ...report, repaired: found.report };
  }

  private async look(project: ProjectEntity, say: Say): Promise<Findings> {
    say('reading every part');
    const brokenParts = await findBrokenParts(this.clickhouse);
    const unreadable = new Set(brokenParts.map(({ table }) => table));
    // A table that cannot be read cannot be compared: first its broken parts are put aside.
    if (unreadable.size > 0) return unreadableReport(project, brokenParts);
    const ends = await this.intents.storedUpTo(this.topic);
    const logged = new LoggedEvents(this.clickhouse, project);
    await logged.create();
    try {
      const logIsWhole = await this.readInto(logged, project, ends, say);
      await catchUpEvents(this.clickhouse);
      say('comparing');
      const missing = await this.withoutLetters(await logged.missing());
      const rollups = await differingRollups(this.clickhouse, project.id, project.rawFrom ?? '1970-01-01');
      const days = byDay(
        await logged.days(),
        await storedDays(this.clickhouse, project.id),
        missing,
        rollups,
      );
      const report = reportOf(project, days, [], logIsWhole);
      return { brokenParts, missing, rollups, report };
    } finally {
      await logged.drop();
    }
  }

  private async readInto(logged: LoggedEvents, project: ProjectEntity, ends: LogEnds, say: Say) {
    const erased = (await this.erased.of([project.id])).get(project.id);
    let read = 0;
    return readLog(this.log, this.topic, ends, async (partition, records) => {
      await logged.add(loggedEvents(project, erased, partition, records));
      say(`${(read += records.length)} records of the log read`);
    });
  }

  /** Those that could not be stored are where somebody can see them. */
  private async withoutLetters(missing: MissingEvent[]): Promise<MissingEvent[]> {
    const rows = await this.dataSource.query<{ place: string }[]>(
      `SELECT letter.partition || ':' || letter."offset" AS place
       FROM unnest($2::int[], $3::bigint[]) AS at (partition, place)
       JOIN dead_letters letter ON letter.topic = $1 AND letter.partition = at.partition AND letter."offset" = at.place`,
      [this.topic, missing.map(({ partition }) => partition), missing.map(({ offset }) => String(offset))],
    );
    const letters = new Set(rows.map(({ place }) => place));
    return missing.filter(({ partition, offset }) => !letters.has(`${partition}:${offset}`));
  }

  private async repair(project: ProjectEntity, found: Findings, say: Say): Promise<void> {
    let { missing, rollups, report } = found;
    for (const part of found.brokenParts) await detachPart(this.clickhouse, part);
    if (found.brokenParts.length > 0) ({ missing, rollups, report } = await this.look(project, say));
    if (missing.length > 0) {
      say(`storing ${missing.length} events again`);
      await forgetIds(
        this.clickhouse,
        project.id,
        missing.map(({ digest }) => digest),
      );
      await this.sendAgain(missing);
    }
    await catchUpEvents(this.clickhouse);
    await noteIds(this.clickhouse, project.id);
    const again = await differingRollups(this.clickhouse, project.id, project.rawFrom ?? '1970-01-01');
    if (again.length > 0 || rollups.length > 0) say('making rollups anew');
    await rebuildRollups(this.clickhouse, project.id, again, report.logIsWhole);
  }

  /** The same bytes once more at the end of the log; resolves when the pipeline has stored them. */
  private async sendAgain(missing: MissingEvent[]): Promise<void> {
    const places = new Set(missing.map(({ partition, offset }) => `${partition}:${offset}`));
    const ends: LogEnds = new Map();
    for (const { partition, offset } of missing) {
      if (offset >= (ends.get(partition) ?? 0n)) ends.set(partition, offset + 1n);
    }
    const upTo: LogEnds = new Map();
    await readLog(this.log, this.topic, ends, async (partition, records) => {
      const wanted: NewRecord[] = records.filter(({ offset }) => places.has(`${partition}:${offset}`));
      if (wanted.length === 0) return;
      const again = wanted.map(({ key, value }) => ({ key, value }));
      for (const { partition: to, lastOffset } of await this.log.append(this.topic, again)) {
        upTo.set(to, lastOffset + 1n);
      }
    });
    await this.stored(upTo);
  }

  private async stored(upTo: LogEnds): Promise<void> {
    for (const end = Date.now() + STORED_LIMIT_MS; ; await pause(LOOK_EVERY_MS)) {
      const stored = await this.intents.storedUpTo(this.topic);
      if ([...upTo].every(([partition, offset]) => (stored.get(partition) ?? 0n) >= offset)) return;
      if (Date.now() > end) {
        throw new Error('The pipeline has not stored what was put into the log again; does it run?');
      }
    }
  }
}

function byDay(
  logged: { day: string; logged: number }[],
  stored: { day: string; stored: number; duplicates: number; unknownIds: number }[],
  missing: MissingEvent[],
  rollups: RollupDifference[],
): VerifiedDay[] {
  const days = new Map<string, VerifiedDay>();
  const of = (day: string) => {
    const known = days.get(day) ?? {
      day,
      logged: 0,
      stored: 0,
      missing: 0,
      duplicates: 0,
      unknownIds: 0,
      rollups: [],
    };
    days.set(day, known);
    return known;
  };
  for (const { day, ...counts } of logged) Object.assign(of(day), counts);
  for (const { day, ...counts } of stored) Object.assign(of(day), counts);
  for (const { day } of missing) of(day).missing++;
  for (const { day, ...difference } of rollups) of(day).rollups.push(difference);
  return [...days.values()].sort((a, b) => a.day.localeCompare(b.day));
}

const isRight = ({ missing, duplicates, unknownIds, rollups }: VerifiedDay) =>
  missing + duplicates + unknownIds + rollups.length === 0;

function reportOf(
  { id: projectId, rawFrom }: ProjectEntity,
  days: VerifiedDay[],
  brokenParts: BrokenPart[],
  logIsWhole: boolean,
): VerificationReport {
  const sum = (count: (day: VerifiedDay) => number) => days.reduce((total, day) => total + count(day), 0);
  const wrong = days.filter((day) => !isRight(day));
  return {
    projectId,
    differs: wrong.length > 0 || brokenParts.length > 0,
    logged: sum(({ logged }) => logged),
    stored: sum(({ stored }) => stored),
    missing: sum(({ missing }) => missing),
    duplicates: sum(({ duplicates }) => duplicates),
    logIsWhole,
    rawFrom,
    brokenParts,
    days: wrong,
  };
}

function unreadableReport(project: ProjectEntity, brokenParts: BrokenPart[]): Findings {
  const report = reportOf(project, [], brokenParts, false);
  return { brokenParts, missing: [], rollups: [], report };
}
