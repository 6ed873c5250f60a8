import { IANAZone } from 'luxon';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Offsets that are kept per zone: about eleven years of hours. */
const MAX_HOURS = 100_000;

/** `YYYY-MM-DD` of days since epoch; a few hundred differ in practice. */
const dayTexts = new Map<number, string>();

function dayText(day: number): string {
  const known = dayTexts.get(day);
  if (known !== undefined) return known;
  const text = new Date(day * DAY_MS).toISOString().slice(0, 10);
  if (dayTexts.size >= MAX_HOURS) dayTexts.clear();
  dayTexts.set(day, text);
  return text;
}

/**
 * Local dates of one zone. Asking the zone data for each event would cost more than all other steps together,
 * so the UTC offset is remembered per UTC hour. An hour at whose end the offset is another than at its start
 * holds a change of clocks (not always on the hour: Newfoundland changed at one minute past) and is not remembered.
 */
export class LocalDates {
  private readonly zone: IANAZone;
  /** UTC hour since epoch -> offset in ms, null where it changes within the hour. */
  private readonly offsets = new Map<number, number | null>();

  /** @throws RangeError for a name that is no IANA zone. */
  constructor(timeZone: string) {
    this.zone = IANAZone.create(timeZone);
    if (!this.zone.isValid) throw new RangeError(`${timeZone} is not an IANA time zone`);
  }

  /** `YYYY-MM-DD` of an instant in ms since epoch. */
  of(instant: number): string {
    const offset = this.offsetOfHour(Math.floor(instant / HOUR_MS)) ?? this.offsetAt(instant);
    return dayText(Math.floor((instant + offset) / DAY_MS));
  }

  private offsetOfHour(hour: number): number | null {
    const known = this.offsets.get(hour);
    if (known !== undefined) return known;
    const start = this.offsetAt(hour * HOUR_MS);
    const offset = start === this.offsetAt((hour + 1) * HOUR_MS) ? start : null;
    if (this.offsets.size >= MAX_HOURS) this.offsets.clear();
    this.offsets.set(hour, offset);
    return offset;
  }

  private offsetAt(instant: number): number {
    return this.zone.offset(instant) * MINUTE_MS;
  }
}

const zones = new Map<string, LocalDates>();

/** The shared `LocalDates` of a zone. */
export function localDatesOf(timeZone: string): LocalDates {
  const known = zones.get(timeZone);
  if (known) return known;
  const created = new LocalDates(timeZone);
  zones.set(timeZone, created);
  return created;
}
