/** Day 0 of the simulation, local date. */
export const FIRST_DAY = '2023-10-09';

export const DAY_MS = 86_400_000;
/** Asia/Shanghai has had one offset, without daylight saving, since 1991. */
const OFFSET_MS = 8 * 3_600_000;
const EPOCH_DAY = Date.parse(FIRST_DAY) / DAY_MS;

/** Days since the first day; of a local date `YYYY-MM-DD`. @throws RangeError where it is no date */
export function dayIndexOf(date: string): number {
  const day = Date.parse(date) / DAY_MS - EPOCH_DAY;
  if (!Number.isInteger(day)) throw new RangeError(`"${date}" is no date of the form YYYY-MM-DD.`);
  return day;
}

/** Local date `YYYY-MM-DD` of a day. */
export function dateOf(day: number): string {
  return new Date((EPOCH_DAY + day) * DAY_MS).toISOString().slice(0, 10);
}

/** The instant in ms since epoch at which a day begins in Shanghai. */
export function startOf(day: number): number {
  return (EPOCH_DAY + day) * DAY_MS - OFFSET_MS;
}

/** Local date of an instant in ms since epoch. */
export function localDateOf(ms: number): string {
  return new Date(ms + OFFSET_MS).toISOString().slice(0, 10);
}

/** 0 Monday … 6 Sunday. The first day was a Monday. */
export function weekdayOf(day: number): number {
  return day % 7;
}

/** Calendar months since October 2023, which is 0. */
export function monthOf(day: number): number {
  const [year, month] = dateOf(day).split('-').map(Number) as [number, number];
  return (year - 2023) * 12 + month - 10;
}

/** First day of a month (0 = October 2023); that of October lies before the first day of the simulation. */
export function firstDayOfMonth(month: number): number {
  return dayIndexOf(new Date(Date.UTC(2023, 9 + month, 1)).toISOString().slice(0, 10));
}

export function isFirstOfMonth(day: number): boolean {
  return day > 0 && monthOf(day) !== monthOf(day - 1);
}
