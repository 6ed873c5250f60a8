import type { ReferralDefinition, ReferralQuery } from '@groundswell/contracts';
import { Bindings } from '../conditions/bound.js';
import { MergedPeople } from '../identity/merged-people.js';
import { Calendar, addDays, startOfDay } from '../periods/calendar.js';
import type { ProjectSettings } from '../project-settings.js';

export type ReferralSpan = Pick<ReferralQuery, 'from' | 'to' | 'interval' | 'traffic'>;

export interface ReferralContext {
  query: ReferralSpan;
  definition: ReferralDefinition;
  project: ProjectSettings;
  people: MergedPeople;
  bindings: Bindings;
  calendar: Calendar;
  /** Whole buckets: the first local day, the last, and the last whose events matter. */
  days: { first: string; last: string; horizon: string };
}

const DAY_MS = 86_400_000;
export const daysInMs = (days: number) => days * DAY_MS;

/** How long after joining somebody's invites may still bear fruit, in days. */
export const ripeDays = ({ inviteDays, windowDays, activationDays }: ReferralDefinition) =>
  inviteDays + windowDays + activationDays;

export function referralContext(
  query: ReferralSpan,
  definition: ReferralDefinition,
  project: ProjectSettings,
  anyMerges: boolean,
): ReferralContext {
  const bindings = new Bindings();
  const calendar = new Calendar(project.weekStart);
  const last = calendar.lastDay(query.interval, calendar.startOf(query.interval, query.to));
  return {
    query,
    definition,
    project,
    bindings,
    calendar,
    people: new MergedPeople(anyMerges, project.id, bindings),
    days: {
      first: calendar.startOf(query.interval, query.from),
      last,
      horizon: addDays(last, ripeDays(definition)),
    },
  };
}

/** The instant up to which events are looked at, ms since epoch; it does not belong. */
export function horizonOf({ days, project }: ReferralContext): number {
  return startOfDay(addDays(days.horizon, 1), project.timeZone).getTime();
}
