import type { HealthWarning } from '@groundswell/contracts';

type Why = Pick<HealthWarning, 'reasonCode' | 'reasonValues'> & { reason: string };

export interface WarningGroup {
  code: HealthWarning['code'];
  /** Names of those that it is about. */
  metrics: string[];
  why: Why | null;
}

/** Metrics of which the same is to be said are named together. */
export function groupWarnings(warnings: readonly HealthWarning[]): WarningGroup[] {
  const groups = new Map<string, WarningGroup>();
  for (const { code, message, values, reasonCode, reasonValues } of warnings) {
    const key = JSON.stringify([code, reasonCode, reasonValues]);
    const why = reasonCode && { reason: message, reasonCode, reasonValues };
    const group = groups.get(key) ?? { code, metrics: [], why };
    groups.set(key, group);
    if (values['metric'] !== undefined) group.metrics.push(String(values['metric']));
  }
  return [...groups.values()];
}
