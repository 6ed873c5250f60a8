import { coverageAt } from '@groundswell/assignment';
import type { FlagDefinition, RolloutRule, RolloutUnwatched } from '@groundswell/contracts';

type Placed = Pick<FlagDefinition, 'environments'> & { archivedAt: Date | null };

/** Why a guarded roll-out reaches nobody now, so that there is nothing to watch; null: it is out. */
export function whyUnwatched(flag: Placed, rule: RolloutRule, now: Date): RolloutUnwatched | null {
  const { enabled, environments, from, to } = rule;
  if (flag.archivedAt !== null) return 'archived';
  if (!enabled) return 'ruleOff';
  if (to !== null && Date.parse(to) <= now.getTime()) return 'over';
  const isFor = (name: string) => environments === null || environments.includes(name);
  if (!Object.entries(flag.environments).some(([name, isOn]) => isOn && isFor(name))) return 'flagOff';
  if (from !== null && Date.parse(from) > now.getTime()) return 'later';
  return coverageAt(rule, now) > 0 ? null : 'nobody';
}
