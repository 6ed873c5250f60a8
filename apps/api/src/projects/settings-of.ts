import type { ProjectSettings } from '@groundswell/clickhouse';
import type { ProjectEntity } from '@groundswell/postgres';

/** What questions need to know of a project. */
export function settingsOf({ id, timeZone, weekStart, activeEvents }: ProjectEntity): ProjectSettings {
  return { id, timeZone, weekStart, activeEvents };
}
