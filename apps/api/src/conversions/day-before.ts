const DAY_MS = 86_400_000;

/** `YYYY-MM-DD` so many days before, with one more for the project's zone. */
export function dayBefore(now: Date, days: number): string {
  return new Date(now.getTime() - (days + 1) * DAY_MS).toISOString().slice(0, 10);
}
