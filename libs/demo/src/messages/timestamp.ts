const DAY_MS = 86_400_000;
const TWO = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, '0'));
const THREE = Array.from({ length: 1_000 }, (_, value) => String(value).padStart(3, '0'));

/** ISO 8601 UTC with milliseconds, several times faster than Date's where many are of the same day. */
export class Timestamps {
  private day = NaN;
  private date = '';

  /** `ms` since epoch, from 1970 on. */
  of(ms: number): string {
    const day = Math.floor(ms / DAY_MS);
    if (day !== this.day) this.turnTo(day);
    const time = ms - day * DAY_MS;
    const seconds = Math.floor(time / 1000);
    const minutes = Math.floor(seconds / 60);
    const [hh, mm, ss] = [TWO[Math.floor(minutes / 60)], TWO[minutes % 60], TWO[seconds % 60]];
    return `${this.date}T${hh}:${mm}:${ss}.${THREE[time % 1000]}Z`;
  }

  private turnTo(day: number): void {
    this.day = day;
    this.date = new Date(day * DAY_MS).toISOString().slice(0, 10);
  }
}
