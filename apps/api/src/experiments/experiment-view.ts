import type { Experiment } from '@groundswell/contracts';
import type { ExperimentEntity } from '@groundswell/postgres';

const instant = (date: Date | null): string | null => date?.toISOString() ?? null;

export function experimentView({ projectId: _, ...row }: ExperimentEntity): Experiment {
  return {
    ...row,
    startedAt: instant(row.startedAt),
    stoppedAt: instant(row.stoppedAt),
    archivedAt: instant(row.archivedAt),
    createdAt: row.createdAt.toISOString(),
  };
}
