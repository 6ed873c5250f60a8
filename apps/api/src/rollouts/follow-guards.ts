import type { FlagDefinition, RolloutRule } from '@groundswell/contracts';
import { type FlagEntity, RolloutGuardEntity } from '@groundswell/postgres';
import type { EntityManager } from 'typeorm';

type Guarded = RolloutRule & { guard: NonNullable<RolloutRule['guard']> };

export function guardedRules({ rules }: Pick<FlagDefinition, 'rules'>): Guarded[] {
  return rules.filter((rule): rule is Guarded => rule.kind === 'rollout' && rule.guard !== null);
}

/**
 * With a write of a flag, in its transaction: a guard begins, goes, or begins another round where something else is compared
 * than before. Nothing but `resume` brings back what went back.
 */
export async function followGuards(
  manager: EntityManager,
  { id: flagId, projectId }: FlagEntity,
  flag: FlagDefinition,
): Promise<void> {
  const now = new Date();
  const known = await manager.findBy(RolloutGuardEntity, { flagId });
  const rules = guardedRules(flag);
  const gone = known.filter(({ ruleId }) => !rules.some(({ id }) => id === ruleId));
  for (const { ruleId } of gone) await manager.delete(RolloutGuardEntity, { flagId, ruleId });
  for (const rule of rules) {
    const [ruleId, compared] = [rule.id, comparedBy(flag, rule)];
    const before = known.find((one) => one.ruleId === ruleId);
    if (!before)
      await manager.insert(RolloutGuardEntity, { flagId, ruleId, projectId, compared, ...begun(now) });
    else if (before.compared !== compared && before.rolledBackAt === null)
      await manager.update(
        RolloutGuardEntity,
        { flagId, ruleId },
        { compared, round: before.round + 1, ...begun(now) },
      );
  }
}

/** Of a round. */
export const begun = (now: Date) => ({ since: now, rolledBackAt: null, look: null, nextLookAt: now });

/** Who is on which side, and what each gets. */
export function comparedBy({ defaultValue }: FlagDefinition, rule: Guarded): string {
  const { value, hashAttribute, seed, guard } = rule;
  return JSON.stringify([defaultValue ?? null, value ?? null, hashAttribute, seed, guard.controlShare]);
}
