import type { EventEdit } from '@groundswell/contracts';
import { type Replayed, replayedEvent } from '@groundswell/ingestion';
import { DeadLetterEntity, type ProjectEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type SelectQueryBuilder } from 'typeorm';
import { Readable } from 'node:stream';
import { setImmediate as breathe } from 'node:timers/promises';
import { AuditService } from '../audit/audit.service.js';
import type { Principal } from '../auth/principal.js';
import { codeOfReason } from '../http/coded-reason.js';
import { filteredRows, refuseUnfittingValues } from '../http/list-page.js';
import type { ListQuery } from '../http/list-query.js';
import { ImportsService } from '../imports/imports.service.js';
import { ReplayedLetters } from '../imports/replayed-letters.js';
import { DEAD_LETTERS } from './letter-list.js';
import { MOST_LETTERS, PREVIEWED_LETTERS, type ReplayPreview, type StartedReplay } from './replay.dto.js';

type Filter = ListQuery['filter'];

const FILE_NAME = 'dead-letters.ndjson';
/** The import names itself in its events when it reads them. */
const NO_IMPORT = '00000000-0000-4000-8000-000000000000';
const SHOWN = 10;
const PAGE = 500;
const MOST_REASONS = 50;
const OTHERS = '…';

/** Edits dead letters by rules and sends them again, as an import (docs/adr/0009-dead-letter-replay.md). */
@Injectable()
export class ReplaysService {
  constructor(
    @InjectRepository(DeadLetterEntity) private readonly rows: Repository<DeadLetterEntity>,
    private readonly imports: ImportsService,
    private readonly letters: ReplayedLetters,
    private readonly audit: AuditService,
  ) {}

  /** What would become of the oldest of them. Changes nothing. */
  async preview(project: ProjectEntity, filter: Filter, edits: EventEdit[]): Promise<ReplayPreview> {
    const total = await this.chosen(project, filter).getCount().catch(refuseUnfittingValues);
    const failures = new Failures();
    const shown: ReplayPreview['sample'] = [];
    let checked = 0;
    for await (const { letter, result } of this.replayed(project, filter, edits, PREVIEWED_LETTERS)) {
      checked++;
      if (!result.ok) failures.add(result.reason);
      if (shown.length < SHOWN) shown.push(sampleOf(letter.id, result));
    }
    return { total, checked, passing: checked - failures.count, failing: failures.list, sample: shown };
  }

  /** Those that pass become an import; those that fail again stay as they are. */
  async start(
    project: ProjectEntity,
    filter: Filter,
    edits: EventEdit[],
    caller: Principal,
  ): Promise<StartedReplay> {
    const total = await this.chosen(project, filter).getCount().catch(refuseUnfittingValues);
    const left = Math.max(0, total - MOST_LETTERS);
    const failures = new Failures();
    const passed: string[] = [];
    const lines = this.lines(project, filter, edits, failures, passed);
    const first = await lines.next();
    if (first.done) return { importId: null, replayed: 0, failing: failures.list, left };
    const importId = await this.imports.receive(Readable.from(startingWith(first.value, lines)));
    const note = {
      reading: { events: true as const },
      format: 'ndjson' as const,
      contentType: '',
      fileName: FILE_NAME,
    };
    await this.imports.start(importId, project.id, note, caller, () => this.letters.claim(passed, importId));
    const detail = { filter, edits, letters: passed.length };
    await this.audit.record(caller, project.id, 'deadLetter.replay', `imports/${importId}`, detail);
    return { importId, replayed: passed.length, failing: failures.list, left };
  }

  /** Events that go, one a line; who passed and why others did not is noted in the last two. */
  private async *lines(
    project: ProjectEntity,
    filter: Filter,
    edits: EventEdit[],
    failures: Failures,
    passed: string[],
  ): AsyncGenerator<string> {
    for await (const { letter, result } of this.replayed(project, filter, edits, MOST_LETTERS)) {
      if (!result.ok) {
        failures.add(result.reason);
        continue;
      }
      passed.push(letter.id);
      yield `${JSON.stringify(result.event)}\n`;
    }
  }

  /** Oldest first. */
  private async *replayed(
    project: ProjectEntity,
    filter: Filter,
    edits: EventEdit[],
    most: number,
  ): AsyncGenerator<{ letter: DeadLetterEntity; result: Replayed }> {
    const target = { projectId: project.id, importId: NO_IMPORT, timeZone: project.timeZone };
    let after = '0';
    for (let taken = 0; taken < most; taken += PAGE) {
      const page = await this.chosen(project, filter)
        .andWhere('row.id > :after', { after })
        .orderBy('row.id', 'ASC')
        .take(Math.min(PAGE, most - taken))
        .getMany()
        .catch(refuseUnfittingValues);
      for (const letter of page) yield { letter, result: replayedEvent(letter, edits, target) };
      if (page.length < PAGE) return;
      after = page.at(-1)!.id;
      await breathe();
    }
  }

  /** Those that a replay has in hand are left to it. */
  private chosen({ id: projectId }: ProjectEntity, filter: Filter): SelectQueryBuilder<DeadLetterEntity> {
    return filteredRows(this.rows, DEAD_LETTERS, { projectId }, filter).andWhere('row.replayId IS NULL');
  }
}

/** Reasons with how many letters they are of. */
class Failures {
  private readonly letters = new Map<string, number>();
  count = 0;

  add(reason: string): void {
    this.count++;
    // Reasons quote values; beyond so many different ones nobody reads them.
    const key = this.letters.has(reason) || this.letters.size < MOST_REASONS ? reason : OTHERS;
    this.letters.set(key, (this.letters.get(key) ?? 0) + 1);
  }

  get list(): StartedReplay['failing'] {
    const all = [...this.letters].map(([reason, letters]) => ({ reason, ...codeOfReason(reason), letters }));
    return all.sort((a, b) => b.letters - a.letters);
  }
}

function sampleOf(id: string, result: Replayed): ReplayPreview['sample'][number] {
  const { before } = result;
  if (result.ok) return { id, before, after: result.event, reason: null };
  return { id, before, after: result.after, reason: result.reason, ...codeOfReason(result.reason) };
}

async function* startingWith(first: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}
