import { evaluateFor, isRolloutKey } from '@groundswell/assignment';
import { ProblemException } from '@groundswell/platform';
import { FlagEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type FindOneOptions, IsNull } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Principal } from '../auth/principal.js';
import { deliver } from '../flag-delivery/delivered.js';
import { definitionOf, FlagSource } from '../flag-delivery/flag-source.js';
import type { FlagChanges, NewFlag, TriedFlag } from './flag.dto.js';
import { type FieldProblem, flagProblems } from './flag-problems.js';
import { followGuards, keepRounds } from '../rollouts/follow-guards.js';
import { referenceProblems, waitsFor } from './flag-references.js';
import { lockFlags } from './lock-flags.js';

/** Writes of flags: checked as a whole, audited, and counted for delivery in one transaction. */
@Injectable()
export class FlagsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly source: FlagSource,
  ) {}

  /** @throws ProblemException 400 saying what is wrong with it, 409 for a key that is taken */
  create(projectId: number, input: NewFlag, caller: Principal): Promise<FlagEntity> {
    return this.writing(projectId, async (manager) => {
      if (await manager.existsBy(FlagEntity, { projectId, key: input.key }))
        refuse(409, [{ path: 'key', message: `"${input.key}" is the key of another flag` }]);
      const row = manager.create(FlagEntity, { ...input, projectId, archivedAt: null });
      return this.store(manager, row, 'create', { ...input }, caller);
    });
  }

  /** @throws ProblemException 400, 404, 409 for a stale version or an archived flag */
  change(
    projectId: number,
    id: number,
    { version, ...change }: FlagChanges,
    caller: Principal,
  ): Promise<FlagEntity> {
    return this.writing(projectId, async (manager) => {
      const row = await held(manager, projectId, id);
      if (version !== undefined && version !== row.version) refuse(409, [stale(row.version)]);
      if (row.archivedAt)
        refuse(409, [{ path: 'archivedAt', message: 'it is archived; bring it back first' }]);
      const environments = { ...row.environments, ...change.environments };
      Object.assign(row, change, { environments });
      return this.store(manager, row, 'update', { ...change }, caller);
    });
  }

  /**
   * Off everywhere from then on, and kept: also what could not be written as it is any more; or brought back as it was.
   * Asked for again it stays as it is. @throws ProblemException 404, 409; 400 for what cannot be brought back
   */
  archive(projectId: number, id: number, isArchived: boolean, caller: Principal): Promise<FlagEntity> {
    return this.writing(projectId, async (manager) => {
      const row = await held(manager, projectId, id);
      if (isArchived === (row.archivedAt !== null)) return row;
      row.archivedAt = isArchived ? new Date() : null;
      if (!isArchived) return this.store(manager, row, 'restore', {}, caller);
      await mustNotBeWaitedFor(manager, row);
      const saved = await manager.save(row);
      await this.note(manager, saved, 'archive', {}, caller);
      return saved;
    });
  }

  /** @throws ProblemException 404, 409 where others wait for it */
  remove(projectId: number, id: number, caller: Principal): Promise<void> {
    return this.writing(projectId, async (manager) => {
      const row = await held(manager, projectId, id);
      await mustNotBeWaitedFor(manager, row);
      await keepRounds(manager, row);
      await manager.delete(FlagEntity, { id, projectId });
      await this.note(manager, row, 'delete', {}, caller);
    });
  }

  /** What somebody would get now, and why. @throws ProblemException 404 */
  async try(
    projectId: number,
    id: number,
    environment: string,
    attributes: Record<string, unknown>,
  ): Promise<TriedFlag> {
    const { key, archivedAt } = await found(this.dataSource.manager, projectId, id);
    const project = await this.source.read(projectId);
    const { features, savedGroups } = deliver(projectId, project, environment, new Date());
    const nothing = { value: null, ruleId: null, experiment: null, variation: null };
    if (archivedAt || !Object.hasOwn(features, key)) return { ...nothing, reason: 'off' };
    const { value, source, ruleId, experiment, experimentResult } = evaluateFor(
      { features, savedGroups, attributes },
      key,
    ).result;
    const reason = REASONS[source as keyof typeof REASONS] ?? 'prerequisite';
    const decided = { value, ruleId: ruleId || null };
    // A guarded roll-out is one of the flag's own rules, though SDKs are told of it as of an experiment.
    if (!experiment || isRolloutKey(experiment.key))
      return { ...nothing, ...decided, reason: experiment ? 'rule' : reason };
    return { ...decided, reason, experiment: experiment.key, variation: experimentResult?.key ?? null };
  }

  private async store(
    manager: EntityManager,
    row: FlagEntity,
    verb: string,
    detail: object,
    caller: Principal,
  ): Promise<FlagEntity> {
    const definition = definitionOf(row);
    refuse(400, [
      ...flagProblems(definition),
      ...(await referenceProblems(manager, row.projectId, definition)),
    ]);
    const saved = await manager.save(row);
    await followGuards(manager, saved, definition);
    await this.note(manager, saved, verb, detail, caller);
    return saved;
  }

  private note(
    manager: EntityManager,
    { id, projectId, key }: FlagEntity,
    verb: string,
    detail: object,
    caller: Principal,
  ): Promise<void> {
    const told = { key, ...detail };
    return this.audit.record(caller, projectId, `flag.${verb}`, `flags/${id}`, told, manager);
  }

  private writing<T>(projectId: number, write: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      await lockFlags(manager, projectId);
      return write(manager);
    });
  }
}

const REASONS = { defaultValue: 'default', force: 'rule', experiment: 'experiment' } as const;

const found = (manager: EntityManager, projectId: number, id: number): Promise<FlagEntity> =>
  one(manager, projectId, id, {});

/** Until the transaction ends: what an erasure takes out of it meanwhile would be written back. */
const held = (manager: EntityManager, projectId: number, id: number): Promise<FlagEntity> =>
  one(manager, projectId, id, { lock: { mode: 'pessimistic_write' } });

async function one(
  manager: EntityManager,
  projectId: number,
  id: number,
  options: FindOneOptions<FlagEntity>,
): Promise<FlagEntity> {
  const row = await manager.findOne(FlagEntity, { where: { id, projectId }, ...options });
  if (!row) throw new ProblemException(404, `This project has no flag ${id}.`).coded('not_there', { id });
  return row;
}

async function mustNotBeWaitedFor(manager: EntityManager, { id, projectId, key }: FlagEntity): Promise<void> {
  const others = await manager.findBy(FlagEntity, { projectId, archivedAt: IsNull() });
  const waiting = others.find((other) => other.id !== id && waitsFor(other).some((one) => one.key === key));
  if (waiting) refuse(409, [{ path: 'key', message: `"${waiting.key}" waits for it` }]);
}

const stale = (latest: number): FieldProblem => ({
  path: 'version',
  message: `is not the latest version: the flag was changed meanwhile and is at version ${latest}`,
});

function refuse(status: number, problems: FieldProblem[]): void {
  const [first] = problems;
  if (first) throw new ProblemException(status, `${first.path}: ${first.message}.`, problems);
}
