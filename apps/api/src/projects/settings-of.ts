import type { ProjectSettings } from '@groundswell/clickhouse';
import type { ProjectEntity } from '@groundswell/postgres';

/** What questions need to know of a project. */
export function settingsOf(project: ProjectEntity): ProjectSettings {
  const { id, timeZone, weekStart, activeEvents, channelRuleSet } = project;
  const settings = { id, timeZone, weekStart, activeEvents };
  return channelRuleSet ? { ...settings, channelRules: channelRuleSet.rules } : settings;
}
