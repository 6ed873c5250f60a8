const DAY_MS = 86_400_000;

/** The how-manieth day of a test it is: 1 on its first. */
export function daysSince(startedAt: string, now: Date): number {
  return Math.max(1, Math.ceil((now.getTime() - Date.parse(startedAt)) / DAY_MS));
}
