import { ProblemException } from '@groundswell/platform';
import { ExperimentEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Principal } from '../auth/principal.js';
import { changesRefused } from './changes-after-start.js';
import { draftProblems, type FieldProblem } from './draft-problems.js';
import type { Decision, ExperimentChanges, NewExperiment } from './experiment.dto.js';
import { testsOfHoldout } from './experiments-of.js';
import { keyOfName } from './key-of-name.js';
import { type Act, whyNot } from './life-cycle.js';
import { ReferencesService } from './references.service.js';
import { takeEvenHash } from './take-even-hash.js';

/** Writes of experiments: checked as a whole, audited with their own transaction. */
@Injectable()
export class ExperimentsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly references: ReferencesService,
  ) {}

  /** @throws ProblemException 400 saying what is wrong with it, 409 for a key that is taken */
  create(projectId: number, input: NewExperiment, caller: Principal | null): Promise<ExperimentEntity> {
    return this.dataSource.transaction(async (manager) => {
      const key = await freeKey(manager, projectId, input);
      const row = manager.create(ExperimentEntity, { ...input, key, projectId });
      refuse(400, await this.problems(manager, row));
      const saved = await manager.save(row);
      await this.note(manager, caller, saved, 'create', { ...input, key });
      return saved;
    });
  }

  /** @throws ProblemException 400, 404, 409 for a stale version or for what is fixed since the start */
  change(
    projectId: number,
    id: number,
    { version, ...change }: ExperimentChanges & { version?: number },
    caller: Principal,
  ): Promise<ExperimentEntity> {
    return this.dataSource.transaction(async (manager) => {
      const row = await locked(manager, projectId, id);
      mustBeLatest(row, version);
      refuse(409, changesRefused(row, change));
      if (change.kind !== undefined && change.kind !== row.kind) await mustBeKeptToByNone(manager, row);
      if (change.key !== undefined && change.key !== row.key)
        await mustBeFree(manager, projectId, change.key);
      const readBy = row.startedAt ? row.metrics.map(({ metricId }) => metricId) : [];
      const assignment = { ...row.assignment, ...change.assignment };
      const settings = { ...row.settings, ...change.settings };
      Object.assign(row, change, { assignment, settings });
      refuse(400, await this.problems(manager, row, readBy));
      const saved = await manager.save(row);
      await this.note(manager, caller, saved, 'update', { ...change });
      return saved;
    });
  }

  /** @throws ProblemException 404, 409 where it is not a draft, or a holdout that tests keep to */
  remove(projectId: number, id: number, caller: Principal): Promise<void> {
    return this.dataSource.transaction(async (manager) => {
      const row = await allowed(manager, projectId, id, 'delete');
      await mustBeKeptToByNone(manager, row);
      await manager.delete(ExperimentEntity, { id, projectId });
      await this.note(manager, caller, row, 'delete', { key: row.key });
    });
  }

  /** @throws ProblemException 404, 409 in a state that it cannot be done from, or where what it names is gone since */
  act(
    projectId: number,
    id: number,
    act: Act,
    values: Partial<ExperimentEntity>,
    caller: Principal,
  ): Promise<ExperimentEntity> {
    return this.dataSource.transaction(async (manager) => {
      const row = await allowed(manager, projectId, id, act);
      if (act === 'start') {
        refuse(409, await this.problems(manager, row));
        await takeEvenHash(manager, row);
      }
      const saved = await manager.save(Object.assign(row, values));
      await this.note(manager, caller, saved, act, {});
      return saved;
    });
  }

  /** A decision ends a test that runs. @throws ProblemException 400, 404, 409 */
  decide(projectId: number, id: number, decision: Decision, caller: Principal): Promise<ExperimentEntity> {
    return this.dataSource.transaction(async (manager) => {
      const row = await allowed(manager, projectId, id, 'decide');
      Object.assign(row, {
        state: 'stopped',
        stoppedAt: row.stoppedAt ?? new Date(),
        verdict: decision.verdict,
        shippedVariation: shippedBy(row, decision),
        verdictReason: decision.reason,
        learned: decision.learned ?? row.learned,
      });
      const saved = await manager.save(row);
      await this.note(manager, caller, saved, 'decide', { ...decision });
      return saved;
    });
  }

  private async problems(
    manager: EntityManager,
    row: ExperimentEntity,
    readBy?: number[],
  ): Promise<FieldProblem[]> {
    return [...draftProblems(row), ...(await this.references.problems(manager, row, readBy))];
  }

  private note(
    manager: EntityManager,
    caller: Principal | null,
    { id, projectId, state }: ExperimentEntity,
    verb: string,
    detail: object,
  ): Promise<void> {
    const action = `experiment.${verb}`;
    return this.audit.record(caller, projectId, action, `experiments/${id}`, { ...detail, state }, manager);
  }
}

function shippedBy({ variations }: ExperimentEntity, { verdict, variation }: Decision): string | null {
  const control = variations[0]!.key;
  if (verdict !== 'ship') {
    const message = 'is for the verdict "ship"';
    if (variation !== undefined && variation !== control) refuse(400, [{ path: 'variation', message }]);
    return verdict === 'keepControl' ? control : null;
  }
  const treatments = variations.slice(1).map(({ key }) => key);
  const shipped = variation ?? (treatments.length === 1 ? treatments[0] : undefined);
  if (shipped !== undefined && treatments.includes(shipped)) return shipped;
  const message = `names what is shipped: ${treatments.join(', ')}. To leave all as it was, the verdict is "keepControl"`;
  return refuse(400, [{ path: 'variation', message }]) as never;
}

async function locked(manager: EntityManager, projectId: number, id: number): Promise<ExperimentEntity> {
  const where = { id, projectId };
  const row = await manager.findOne(ExperimentEntity, { where, lock: { mode: 'pessimistic_write' } });
  if (!row)
    throw new ProblemException(404, `This project has no experiment ${id}.`).coded('not_there', { id });
  return row;
}

async function allowed(
  manager: EntityManager,
  projectId: number,
  id: number,
  act: Act,
): Promise<ExperimentEntity> {
  const row = await locked(manager, projectId, id);
  const reason = whyNot(act, row.state);
  if (reason !== null) throw new ProblemException(409, reason, [{ path: 'state', message: reason }]);
  return row;
}

async function mustBeKeptToByNone(manager: EntityManager, row: ExperimentEntity): Promise<void> {
  if (row.kind !== 'holdout') return;
  const test = await testsOfHoldout(manager, row).getOne();
  if (!test) return;
  const message = `"${test.name}" keeps to this holdout: choose another there, or archive the holdout.`;
  throw new ProblemException(409, message, [{ path: 'kind', message }]);
}

async function freeKey(manager: EntityManager, projectId: number, input: NewExperiment): Promise<string> {
  if (input.key !== undefined) return mustBeFree(manager, projectId, input.key);
  const rows = await manager.find(ExperimentEntity, { where: { projectId }, select: { key: true } });
  return keyOfName(input.name, new Set(rows.map(({ key }) => key)), 'experiment');
}

async function mustBeFree(manager: EntityManager, projectId: number, key: string): Promise<string> {
  const message = `"${key}" is the key of another experiment`;
  if (await manager.existsBy(ExperimentEntity, { projectId, key })) refuse(409, [{ path: 'key', message }]);
  return key;
}

function mustBeLatest({ version: latest }: ExperimentEntity, version: number | undefined): void {
  const message = `is not the latest version: the experiment was changed meanwhile and is at version ${latest}`;
  if (version !== undefined && version !== latest) refuse(409, [{ path: 'version', message }]);
}

function refuse(status: number, problems: FieldProblem[]): void {
  const [first] = problems;
  if (first) throw new ProblemException(status, `${first.path}: ${first.message}.`, problems);
}
