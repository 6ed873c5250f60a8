import type { AlertSchedule } from '@groundswell/contracts';
import { DateTime } from 'luxon';

/** Minutes past the hour: what happened up to it has arrived by then. */
const PAST_THE_HOUR = 5;

/** The first time of a schedule after `after`; a time of day that a zone steps over is the moment it steps to. */
export function nextRun(schedule: AlertSchedule, timeZone: string, after: Date): Date {
  const now = DateTime.fromJSDate(after, { zone: timeZone });
  if (schedule.every === 'hour') {
    const here = now.set({ minute: PAST_THE_HOUR, second: 0, millisecond: 0 });
    return (here > now ? here : here.plus({ hours: 1 })).toJSDate();
  }
  const [hour, minute] = schedule.at.split(':').map(Number);
  const at = (day: DateTime) => day.startOf('day').set({ hour, minute });
  const ahead = schedule.every === 'day' ? 0 : (schedule.weekday - now.weekday + 7) % 7;
  const first = at(now.plus({ days: ahead }));
  return (
    first > now ? first : at(now.plus({ days: ahead + (schedule.every === 'day' ? 1 : 7) }))
  ).toJSDate();
}
