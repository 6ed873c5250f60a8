import type { FlagRule } from '@groundswell/contracts';
import { type FlagEntity, RolloutGuardEntity } from '@groundswell/postgres';
import { type EntityManager, In, IsNull, Not } from 'typeorm';
import { definitionOf } from '../flag-delivery/flag-source.js';
import { type Guarded, guardedRules } from './follow-guards.js';

/** A rule that is off, or past its schedule, is for nobody until somebody writes it anew; one that is yet to begin is not. */
export function canBeForSomebody({ enabled, to }: FlagRule, now: Date): boolean {
  return enabled && (to === null || Date.parse(to) > now.getTime());
}

/**
 * By the ids of flags: rules whose guards watch, or will without anybody's doing. That is no rule of an archived flag, and none
 * that went back.
 */
export async function watchingRules(
  manager: EntityManager,
  flags: FlagEntity[],
): Promise<Map<number, Guarded[]>> {
  const now = new Date();
  const where = { flagId: In(flags.map(({ id }) => id)), removedAt: IsNull(), rolledBackAt: Not(IsNull()) };
  const wentBack = await manager.findBy(RolloutGuardEntity, where);
  const watches = (flagId: number, rule: Guarded) =>
    canBeForSomebody(rule, now) &&
    !wentBack.some((guard) => guard.flagId === flagId && guard.ruleId === rule.id);
  return new Map(
    flags.map((flag) => {
      const rules = flag.archivedAt === null ? guardedRules(definitionOf(flag)) : [];
      return [flag.id, rules.filter((rule) => watches(flag.id, rule))] as const;
    }),
  );
}
