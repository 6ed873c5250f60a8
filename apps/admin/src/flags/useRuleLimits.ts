import type { FlagRule, Prerequisite } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';
import { useCohorts } from '../cohorts/useCohorts.js';
import { useMetricNames } from '../experiments/useMetricNames.js';
import { useFormat } from '../i18n/useFormat.js';

/** What a rule hangs on beside its condition, a phrase each. */
export function useRuleLimits(): (rule: FlagRule) => string[] {
  const translate = useTranslate();
  const format = useFormat();
  const metricName = useMetricNames();
  const cohorts = useCohorts().data ?? [];
  const waits = useWaitText();
  const cohortName = (id: number) => cohorts.find((one) => one.id === id)?.name ?? String(id);
  return (rule) => {
    const { cohortIds, environments, prerequisites, from, to } = rule;
    const guard = rule.kind === 'rollout' ? rule.guard : null;
    const guarded = guard?.metrics.map(({ metricId }) => metricName(metricId)).join(', ');
    const phrases = [
      cohortIds.length > 0 && `${translate('gs.flags.cohorts')}: ${cohortIds.map(cohortName).join(', ')}`,
      environments && `${translate('gs.flags.environments')}: ${environments.join(', ')}`,
      from && `${translate('gs.flags.from')} ${format.instant(from)}`,
      to && `${translate('gs.flags.to')} ${format.instant(to)}`,
      ...prerequisites.map(waits),
      guarded && translate('gs.rollouts.guardedBy', { metrics: guarded }),
    ];
    // The same twice says nothing more.
    return [...new Set(phrases)].filter((phrase) => typeof phrase === 'string' && phrase !== '') as string[];
  };
}

/** What is waited for, in words. */
export function useWaitText(): (prerequisite: Prerequisite) => string {
  const translate = useTranslate();
  return ({ key, condition }) =>
    translate('gs.flags.waits', { key, condition: JSON.stringify(condition['value'] ?? condition) });
}
