import type { LogRecord } from '@groundswell/event-log';
import {
  type DeadLetter,
  drop,
  type DropReason,
  type Outcome,
  type ParsedEvent,
  parseEvent,
} from '@groundswell/ingestion';
import { type DeadLetter as StoredDeadLetter, NewErasures, ProjectGone } from '@groundswell/postgres';
import type { PipelinePorts } from '../ports/ports.js';
import type { ProjectSettings } from '../projects/project-settings.js';
import type { Candidate } from '../steps/candidate.js';
import type { Deduplicator } from '../steps/deduplicate/deduplicator.js';
import { toEventRow } from '../steps/enrich/to-event-row.js';
import { leaveOutErased } from '../steps/erased/leave-out-erased.js';
import { identify } from '../steps/identify/identify.js';
import { checkLateWindow } from '../steps/late-window/late-window.js';
import type { BatchResult } from './batch-result.js';
import { breathe } from './breathe.js';

export interface RecordRange {
  topic: string;
  partition: number;
  /** Not empty. */
  records: LogRecord[];
}

export interface BatchServices {
  ports: Pick<PipelinePorts, 'projects' | 'identities' | 'erased'>;
  deduplicator: Deduplicator;
}

/** A step's answer beside the record that it is about. */
interface Answered<T> {
  record: LogRecord;
  outcome: Outcome<T>;
}

/**
 * Takes one range of records through the steps: parse, leave out the erased, late window, deduplicate, identify, enrich.
 * Nothing is stored here but identities, whose resolution may be repeated at will.
 */
export async function processBatch(range: RecordRange, services: BatchServices): Promise<BatchResult> {
  for (;;) {
    try {
      return await attempt(range, services);
    } catch (error) {
      // The next look at the projects does not find it, and its records are passed over.
      if (error instanceof ProjectGone) services.ports.projects.forget();
      else if (!(error instanceof NewErasures)) throw error;
    }
  }
}

/** @throws NewErasures or ProjectGone when somebody was erased, or a project deleted, in the midst of it; nothing has happened then */
async function attempt(range: RecordRange, services: BatchServices): Promise<BatchResult> {
  const outputs = new Outputs(range);
  const { answers: readable, erasures } = await withoutErased(await parseAll(range.records), services);
  const projects = await findProjects(projectsOf(readable), services);
  const parsed = outputs.keep(await withoutDeleted(readable, projects, services));
  const candidates = outputs.keep(parsed.map((entry) => checkProject(entry.record, entry.value, projects)));
  const deduplicated = await services.deduplicator.run(
    candidates.map(({ value }) => value),
    { partition: range.partition, offset: range.records[0]!.offset },
  );
  try {
    const answers = deduplicated.outcomes.map((outcome, at) => ({ record: candidates[at]!.record, outcome }));
    const kept = outputs.keep(answers).map(({ value }) => value);
    const { personIds, merges } = await identify(kept, services.ports.identities, erasures);
    const rows = kept.map((candidate, at) => toEventRow(candidate, personIds[at]!, range.partition));
    return { rows, merges, ...outputs, stored: deduplicated.stored, release: deduplicated.release };
  } catch (error) {
    deduplicated.release();
    throw error;
  }
}

/**
 * Also says which erasures were looked at, as of before the first record: whoever is erased while the rest is looked
 * through is found where people are resolved.
 */
async function withoutErased(
  answers: Answered<ParsedEvent>[],
  { ports }: BatchServices,
): Promise<{ answers: Answered<ParsedEvent>[]; erasures: Map<number, number> }> {
  const sets = await ports.erased.of(projectsOf(answers));
  const erasures = new Map([...sets].map(([projectId, { sequence }]) => [projectId, sequence]));
  if (sets.size === 0) return { answers, erasures };
  const left: Answered<ParsedEvent>[] = [];
  for (const { record, outcome } of answers) {
    left.push({ record, outcome: leaveOutErased(outcome, record.value, sets) });
    if (left.length % 1000 === 0) await breathe();
  }
  return { answers: left, erasures };
}

/** Of a project that was deleted nothing is kept, no dead letter either. */
async function withoutDeleted(
  answers: Answered<ParsedEvent>[],
  projects: Map<number, ProjectSettings>,
  { ports }: BatchServices,
): Promise<Answered<ParsedEvent>[]> {
  const unknown = projectsOf(answers).filter((id) => !projects.has(id));
  if (unknown.length === 0) return answers;
  const gone = (await ports.projects.deleted?.(unknown)) ?? new Set();
  if (gone.size === 0) return answers;
  return answers.map(({ record, outcome }) => ({
    record,
    outcome: gone.has(projectOf(outcome) ?? 0) ? drop('project_deleted') : outcome,
  }));
}

const projectsOf = (answers: Answered<ParsedEvent>[]) => [
  ...new Set(answers.flatMap(({ outcome }) => projectOf(outcome) ?? [])),
];

function projectOf(outcome: Outcome<ParsedEvent>): number | undefined {
  if (outcome.kind === 'drop') return undefined;
  return outcome.kind === 'ok' ? outcome.value.event.projectId : outcome.projectId;
}

/** Parsing is the longest stretch of work without a pause, so it lets other work in between. */
async function parseAll(records: LogRecord[]): Promise<Answered<ParsedEvent>[]> {
  const answers: Answered<ParsedEvent>[] = [];
  for (const record of records) {
    answers.push({ record, outcome: parseEvent(record.value) });
    if (answers.length % 1000 === 0) await breathe();
  }
  return answers;
}

async function findProjects(ids: number[], services: BatchServices): Promise<Map<number, ProjectSettings>> {
  const found = await services.ports.projects.find([...new Set(ids)]);
  return new Map(found.map((project) => [project.id, project]));
}

function checkProject(
  record: LogRecord,
  parsed: ParsedEvent,
  projects: Map<number, ProjectSettings>,
): Answered<Candidate> {
  const project = projects.get(parsed.event.projectId);
  const outcome = checkLateWindow(parsed, project);
  if (outcome.kind !== 'ok' || !project) return { record, outcome: outcome as Outcome<Candidate> };
  return { record, outcome: { kind: 'ok', value: { record, parsed, project } } };
}

/** Where the steps put what does not go on. */
class Outputs {
  readonly deadLetters: StoredDeadLetter[] = [];
  readonly drops = new Map<DropReason, number>();

  constructor(private readonly range: RecordRange) {}

  /** Those that go on to the next step, in their order. */
  keep<T>(answers: Answered<T>[]): { record: LogRecord; value: T }[] {
    const kept: { record: LogRecord; value: T }[] = [];
    for (const { record, outcome } of answers) {
      if (outcome.kind === 'ok') kept.push({ record, value: outcome.value });
      else if (outcome.kind === 'drop') this.count(outcome.reason);
      else this.deadLetters.push(this.toStored(record, outcome));
    }
    return kept;
  }

  private count(reason: DropReason): void {
    this.drops.set(reason, (this.drops.get(reason) ?? 0) + 1);
  }

  private toStored(record: LogRecord, { reason, detail, projectId }: DeadLetter): StoredDeadLetter {
    const { topic, partition } = this.range;
    const payload = record.value.toString('utf8');
    return { topic, partition, offset: record.offset, reason, detail, payload, projectId: projectId ?? null };
  }
}
