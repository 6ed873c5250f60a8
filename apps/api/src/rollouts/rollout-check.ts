import { ROLLOUT_SIDES, rolloutKey } from '@groundswell/assignment';
import { analysisSettingsSchema, type RolloutGuard, type RolloutLook } from '@groundswell/contracts';
import { FlagEntity, ProjectEntity, RolloutGuardEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { type Measured, ResultsService } from '../experiment-results/results.service.js';
import { definitionOf } from '../flag-delivery/flag-source.js';
import { lockFlags } from '../flags/lock-flags.js';
import { guardedRules } from './follow-guards.js';
import { alphaOfEach, lookOf } from './guard-verdict.js';

/** Between two looks at one roll-out, where looking is cheap. */
const PAUSE_MS = 30_000;
/** Where it is not, looking takes no more than one part in so many of the time. */
const RESTED = 30;
/** Who died with a look in hand has it taken over after that. */
const TAKEN_MS = 10 * 60_000;

/** Looks at guarded roll-outs that are due, and takes back those that hurt. */
@Injectable()
export class RolloutCheck {
  constructor(
    private readonly dataSource: DataSource,
    private readonly results: ResultsService,
    private readonly audit: AuditService,
  ) {}

  /** Looks at the one that is due longest and in nobody else's hands; false where none is. */
  async lookNext(): Promise<boolean> {
    const guard = await this.take();
    if (!guard) return false;
    await this.lookAt(guard).catch((error: unknown) => this.againSoon(guard, error));
    return true;
  }

  private async lookAt(guard: RolloutGuardEntity): Promise<void> {
    const flag = await this.dataSource.getRepository(FlagEntity).findOneBy({ id: guard.flagId });
    const rule = flag && guardedRules(definitionOf(flag)).find(({ id }) => id === guard.ruleId);
    if (!rule) return;
    const started = performance.now();
    const look = await this.look(guard, flag.key, rule.guard);
    const pause = Math.max(PAUSE_MS, RESTED * (performance.now() - started));
    await this.keep(guard, flag.key, look, new Date(Date.now() + pause));
  }

  /** What could not be looked at is due soon, not once it would be taken over. */
  private async againSoon({ flagId, ruleId }: RolloutGuardEntity, error: unknown): Promise<never> {
    const soon = { nextLookAt: new Date(Date.now() + PAUSE_MS) };
    const rows = this.dataSource.getRepository(RolloutGuardEntity);
    // Where PostgreSQL is what is away, it is taken over all the same.
    await rows.update({ flagId, ruleId }, soon).catch(() => undefined);
    throw error;
  }

  private async take(): Promise<RolloutGuardEntity | null> {
    const rows = this.dataSource.getRepository(RolloutGuardEntity);
    const taken = await this.dataSource.query(
      `UPDATE rollout_guards SET next_look_at = $1 WHERE (flag_id, rule_id) IN (
         SELECT guard.flag_id, guard.rule_id FROM rollout_guards AS guard JOIN flags ON flags.id = guard.flag_id
         WHERE guard.removed_at IS NULL AND guard.rolled_back_at IS NULL
           AND guard.next_look_at <= now() AND flags.archived_at IS NULL
         ORDER BY guard.next_look_at LIMIT 1 FOR UPDATE OF guard SKIP LOCKED)
       RETURNING flag_id, rule_id`,
      [new Date(Date.now() + TAKEN_MS)],
    );
    const [row] = (taken as [{ flag_id: number; rule_id: string }[], number])[0];
    return row ? rows.findOneBy({ flagId: row.flag_id, ruleId: row.rule_id }) : null;
  }

  private async look(
    { projectId, ruleId, round, since }: RolloutGuardEntity,
    flagKey: string,
    guard: RolloutGuard,
  ): Promise<RolloutLook> {
    const project = await this.dataSource.getRepository(ProjectEntity).findOneByOrFail({ id: projectId });
    const key = rolloutKey(flagKey, ruleId, round);
    const { results, at } = await this.results.measure(project, measuredBy(key, since, guard));
    return lookOf(guard, results, at);
  }

  /** Only of the round that was looked at: a write meanwhile goes before. */
  private keep(
    { flagId, ruleId, projectId, round }: RolloutGuardEntity,
    key: string,
    look: RolloutLook,
    nextLookAt: Date,
  ): Promise<void> {
    return this.dataSource.transaction(async (manager) => {
      await lockFlags(manager, projectId);
      const hurt = look.metrics.filter((metric) => metric.hurt);
      const where = { flagId, ruleId, round, rolledBackAt: IsNull(), removedAt: IsNull() };
      const rolledBackAt = hurt.length > 0 ? new Date() : null;
      const kept = await manager.update(RolloutGuardEntity, where, { look, nextLookAt, rolledBackAt });
      if (kept.affected === 0 || !rolledBackAt) return;
      const detail = { key, rule: ruleId, round, hurt, exposed: look.exposed };
      await this.audit.record(null, projectId, 'flag.rollBack', `flags/${flagId}`, detail, manager);
    });
  }
}

/** As an experiment whose every metric is a guardrail. */
function measuredBy(key: string, since: Date, guard: RolloutGuard): Measured {
  const weights = [guard.controlShare, 1 - guard.controlShare];
  return {
    key,
    variations: ROLLOUT_SIDES.map((side, place) => ({ key: side, name: side, weight: weights[place]! })),
    metrics: guard.metrics.map((metric) => ({ ...metric, role: 'guardrail' })),
    settings: analysisSettingsSchema.parse({
      alpha: alphaOfEach(guard),
      ...{ sequential: true, correction: 'none', cuped: false },
    }),
    ...{ startedAt: since, stoppedAt: null, planned: null, weightChanges: [] },
  };
}
