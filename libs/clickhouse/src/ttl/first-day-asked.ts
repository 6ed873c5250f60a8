import type { ActiveUsersQuery, RetentionQuery } from '@groundswell/contracts';
import { bucketsOf } from '../active-users/buckets.js';
import { Calendar } from '../periods/calendar.js';
import type { ProjectSettings } from '../project-settings.js';

/** The first local day whose events an answer counts: whole weeks and months, and the days before of trailing ones. */
export function firstDayAsked(query: ActiveUsersQuery | RetentionQuery, project: ProjectSettings): string {
  if (query.kind === 'retention') {
    return new Calendar(project.weekStart).periods(query.period, query.from, query.to)[0] ?? query.from;
  }
  const days = bucketsOf(query, project).map(({ firstDay }) => firstDay);
  return days.sort()[0] ?? query.from;
}
