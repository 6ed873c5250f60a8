import type { FlagDefinition, RolloutRule } from '@groundswell/contracts';
import type { FeatureRule } from '../definitions.js';
import type { PayloadSource } from './source.js';

/** Sides of a guarded roll-out, the control first: what exposures say. */
export const ROLLOUT_SIDES = ['control', 'rollout'] as const;

/** What exposures of a guarded roll-out call it. No other key has a slash, so that none is the same. */
export const rolloutKey = (flag: string, rule: string, round: number): string =>
  `rollout/${flag}/${rule}/${round}`;
const ROLLOUT = /^rollout\//;
export const isRolloutKey = (key: string): boolean => ROLLOUT.test(key);

/** Name of a rule among those of a project. */
export const ruleName = (flag: string, rule: string): string => `${flag} ${rule}`;

/** What of a guarded roll-out its delivery depends on. */
export interface RolloutProgress {
  round: number;
  isRolledBack: boolean;
}

type Dividing = Required<
  Pick<FeatureRule, 'key' | 'hashAttribute' | 'hashVersion' | 'seed' | 'coverage' | 'weights'>
> &
  Pick<FeatureRule, 'meta' | 'variations'>;

/**
 * A roll-out as an experiment, so that SDKs tell whom it reached: of those it has reached a share is the control, which the
 * rule passes on to what comes after it. Both grow with coverage alike, so that they are comparable at all times and nobody
 * changes sides. Null once it went back.
 */
export function guardedRollout(
  { rollouts }: PayloadSource,
  flag: FlagDefinition,
  rule: RolloutRule & { guard: NonNullable<RolloutRule['guard']> },
  coverage: number,
): Dividing | null {
  const { round, isRolledBack } = rollouts.get(ruleName(flag.key, rule.id)) ?? FIRST;
  if (isRolledBack) return null;
  const { controlShare } = rule.guard;
  const [control, rollout] = ROLLOUT_SIDES;
  return {
    key: rolloutKey(flag.key, rule.id, round),
    hashAttribute: rule.hashAttribute,
    hashVersion: 2,
    seed: rule.seed ?? flag.key,
    coverage,
    weights: [controlShare, 1 - controlShare],
    meta: [{ key: control, passthrough: true }, { key: rollout }],
    variations: [flag.defaultValue, rule.value],
  };
}

const FIRST: RolloutProgress = { round: 1, isRolledBack: false };
