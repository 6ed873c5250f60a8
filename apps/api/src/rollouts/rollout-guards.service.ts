import type { FlagDefinition, RolloutState } from '@groundswell/contracts';
import { ProblemException } from '@groundswell/platform';
import { FlagEntity, RolloutGuardEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, IsNull } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Principal } from '../auth/principal.js';
import { definitionOf } from '../flag-delivery/flag-source.js';
import { lockFlags } from '../flags/lock-flags.js';
import { holdMetrics, whyNotUsed } from '../metrics/hold-metrics.js';
import { begun, comparedBy, type Guarded, guardedRules } from './follow-guards.js';
import { whyUnwatched } from './why-unwatched.js';

/** Where guarded roll-outs stand, and going on with those that went back. */
@Injectable()
export class RolloutGuards {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
  ) {}

  /** By the ids of flags. */
  async statesOf(flags: FlagEntity[]): Promise<Map<number, RolloutState[]>> {
    const where = { flagId: In(flags.map(({ id }) => id)), removedAt: IsNull() };
    const order = { flagId: 'ASC', ruleId: 'ASC' } as const;
    const rows = await this.dataSource.getRepository(RolloutGuardEntity).find({ where, order });
    const now = new Date();
    const statesOfOne = (flag: FlagEntity) =>
      rows.filter(({ flagId }) => flagId === flag.id).map((guard) => stateOf(guard, flag, now));
    return new Map(flags.map((flag) => [flag.id, statesOfOne(flag)] as const));
  }

  /**
   * Gives it out again as its rule says, and measures anew from now on.
   * @throws ProblemException 404 without such a guarded roll-out, 409 where it did not go back or a metric is out of use
   */
  resume(projectId: number, flagId: number, ruleId: string, caller: Principal): Promise<void> {
    return this.dataSource.transaction(async (manager) => {
      await lockFlags(manager, projectId);
      const where = { flagId, projectId, ruleId, removedAt: IsNull() };
      const guard = await manager.findOneBy(RolloutGuardEntity, where);
      const flag = await manager.findOneBy(FlagEntity, { id: flagId, projectId });
      const definition = flag && definitionOf(flag);
      const rule = definition && guardedRules(definition).find(({ id }) => id === ruleId);
      if (!guard || !rule)
        throw new ProblemException(404, `Flag ${flagId} has no guarded roll-out "${ruleId}".`);
      if (guard.rolledBackAt === null)
        throw new ProblemException(409, 'It did not go back: it goes on already.');
      await mustBeInUse(manager, projectId, definition, rule);
      const round = guard.round + 1;
      const compared = comparedBy(definition, rule);
      await manager.update(RolloutGuardEntity, where, { compared, round, ...begun(new Date()) });
      const detail = { key: definition.key, rule: ruleId, round };
      await this.audit.record(caller, projectId, 'flag.resume', `flags/${flagId}`, detail, manager);
    });
  }
}

/** Nobody looks at an archived metric, which may have been given another meaning while this went back. */
async function mustBeInUse(
  manager: EntityManager,
  projectId: number,
  { rules }: FlagDefinition,
  rule: Guarded,
): Promise<void> {
  const ids = rule.guard.metrics.map(({ metricId }) => metricId);
  const metrics = await holdMetrics(manager, projectId, ids);
  const base = `rules.${rules.findIndex(({ id }) => id === rule.id)}.guard.metrics`;
  const problems = ids.flatMap((id, index) => {
    const message = whyNotUsed(metrics.get(id), id);
    return message === null ? [] : [{ path: `${base}.${index}.metricId`, message }];
  });
  const [first] = problems;
  if (first) throw new ProblemException(409, `${first.path}: ${first.message}.`, problems);
}

function stateOf(guard: RolloutGuardEntity, flag: FlagEntity, now: Date): RolloutState {
  const { ruleId, round, since, rolledBackAt, look } = guard;
  const rule = guardedRules(definitionOf(flag)).find(({ id }) => id === ruleId);
  return {
    ruleId,
    state: rolledBackAt === null ? 'watching' : 'rolledBack',
    unwatched: rule && rolledBackAt === null ? whyUnwatched(flag, rule, now) : null,
    round,
    since: since.toISOString(),
    rolledBackAt: rolledBackAt?.toISOString() ?? null,
    look,
  };
}
