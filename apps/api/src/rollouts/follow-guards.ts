import type { FlagDefinition, RolloutRule } from '@groundswell/contracts';
import { EndedRolloutEntity, type FlagEntity, RolloutGuardEntity } from '@groundswell/postgres';
import type { EntityManager } from 'typeorm';

export type Guarded = RolloutRule & { guard: NonNullable<RolloutRule['guard']> };

export function guardedRules({ rules }: Pick<FlagDefinition, 'rules'>): Guarded[] {
  return rules.filter((rule): rule is Guarded => rule.kind === 'rollout' && rule.guard !== null);
}

/**
 * With a write of a flag, in its transaction: a guard begins, goes, or begins another round where something else is compared
 * than before or it was away in between. Where the same is compared, nothing but `resume` brings back what went back.
 */
export async function followGuards(
  manager: EntityManager,
  { id: flagId, projectId, key: flagKey }: FlagEntity,
  flag: FlagDefinition,
): Promise<void> {
  const now = new Date();
  const known = await manager.findBy(RolloutGuardEntity, { flagId });
  const ended = await manager.findBy(EndedRolloutEntity, { projectId, flagKey });
  const rules = guardedRules(flag);
  const gone = known.filter((one) => one.removedAt === null && !rules.some(({ id }) => id === one.ruleId));
  for (const { ruleId } of gone)
    await manager.update(RolloutGuardEntity, { flagId, ruleId }, { removedAt: now });
  for (const rule of rules) {
    const [ruleId, compared] = [rule.id, comparedBy(flag, rule)];
    const before = known.find((one) => one.ruleId === ruleId);
    const round = 1 + (ended.find((one) => one.ruleId === ruleId)?.round ?? 0);
    if (!before)
      await manager.insert(RolloutGuardEntity, { flagId, ruleId, projectId, compared, round, ...begun(now) });
    else if (before.removedAt !== null || before.compared !== compared)
      await manager.update(RolloutGuardEntity, { flagId, ruleId }, goesOn(before, compared, now));
  }
}

/** What went back is so still; anything else is measured anew, as exposures of earlier rounds are not comparable. */
function goesOn(before: RolloutGuardEntity, compared: string, now: Date) {
  if (before.rolledBackAt !== null && before.compared === compared) return { removedAt: null };
  return { removedAt: null, compared, round: before.round + 1, ...begun(now) };
}

/** Before a flag is deleted: exposures of one that is made again with its key and rules have the same names. */
export async function keepRounds(
  manager: EntityManager,
  { id: flagId, projectId, key: flagKey }: FlagEntity,
): Promise<void> {
  const known = await manager.findBy(RolloutGuardEntity, { flagId });
  const rounds = known.map(({ ruleId, round }) => ({ projectId, flagKey, ruleId, round }));
  if (rounds.length > 0) await manager.upsert(EndedRolloutEntity, rounds, ['projectId', 'flagKey', 'ruleId']);
}

/** Of a round. */
export const begun = (now: Date) => ({ since: now, rolledBackAt: null, look: null, nextLookAt: now });

/** Who is on which side, and what each gets. */
export function comparedBy({ defaultValue }: FlagDefinition, rule: Guarded): string {
  const { value, hashAttribute, seed, guard } = rule;
  return JSON.stringify([defaultValue ?? null, value ?? null, hashAttribute, seed, guard.controlShare]);
}
