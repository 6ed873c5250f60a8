import { SMALLEST_P } from '@groundswell/contracts';
import type { Interval } from '../range/local-date.js';
import { addDays, lastDayOf, toUtc } from '../range/local-date.js';

const MISSING = '–';
const SMALLEST_CHANCE = 0.001;

/** Numbers and dates in one language. Dates are `YYYY-MM-DD` days of the project, instants ISO 8601. */
export class Formatter {
  private readonly numbers: Intl.NumberFormat;
  private readonly shortDays: Intl.DateTimeFormat;
  private readonly longDays: Intl.DateTimeFormat;
  private readonly weekDays: Intl.DateTimeFormat;
  private readonly months: Intl.DateTimeFormat;

  constructor(readonly tag: string) {
    const date = (options: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat(tag, { timeZone: 'UTC', ...options });
    this.numbers = new Intl.NumberFormat(tag);
    this.shortDays = date({ day: 'numeric', month: 'short' });
    this.longDays = date({ day: 'numeric', month: 'short', year: 'numeric' });
    this.weekDays = date({ weekday: 'short', day: 'numeric', month: 'short' });
    this.months = date({ month: 'short', year: 'numeric' });
  }

  number(value: number | null | undefined): string {
    return value == null ? MISSING : this.numbers.format(value);
  }

  /** With two digits: 1.25. */
  decimal(value: number | null | undefined): string {
    if (value == null) return MISSING;
    return new Intl.NumberFormat(this.tag, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(
      value,
    );
  }

  /** Of a table: three digits, and one that is too small to be worth its zeros as `<0.0001`. */
  pValue(p: number | null | undefined): string {
    if (p == null) return MISSING;
    const digits = new Intl.NumberFormat(this.tag, { maximumSignificantDigits: 3 });
    return p < SMALLEST_P ? `<${digits.format(SMALLEST_P)}` : digits.format(p);
  }

  /** A rate that may be small: with two digits, 44.82 %, or as many as say something, 0.0123 %. */
  rate(rate: number | null | undefined): string {
    if (rate == null) return MISSING;
    if (rate === 0 || Math.abs(rate) >= 0.001) return this.percent(rate, 2);
    return new Intl.NumberFormat(this.tag, { style: 'percent', maximumSignificantDigits: 3 }).format(rate);
  }

  /** 0.567 as 56.7 %. */
  percent(rate: number | null | undefined, digits = 1): string {
    if (rate == null) return MISSING;
    return new Intl.NumberFormat(this.tag, {
      style: 'percent',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(rate);
  }

  /** A share that somebody chose: 5 %, 7.5 %. */
  share(share: number): string {
    return new Intl.NumberFormat(this.tag, { style: 'percent', maximumFractionDigits: 1 }).format(share);
  }

  /** With its sign: +3.2%. */
  change(rate: number, digits = Math.abs(rate) >= 1 ? 0 : 1): string {
    return new Intl.NumberFormat(this.tag, {
      style: 'percent',
      maximumFractionDigits: digits,
      signDisplay: 'exceptZero',
    }).format(rate);
  }

  /** Of something that is never sure: what would be 0 or 100 % is `<0.1%` or `>99.9%`. */
  chance(chance: number | null | undefined): string {
    if (chance == null) return MISSING;
    if (chance < SMALLEST_CHANCE) return `<${this.percent(SMALLEST_CHANCE)}`;
    return chance > 1 - SMALLEST_CHANCE ? `>${this.percent(1 - SMALLEST_CHANCE)}` : this.percent(chance);
  }

  /** Of a lift: [−4.2%, +37.6%]. */
  interval([low, high]: readonly [number, number]): string {
    return `[${this.change(low)}, ${this.change(high)}]`;
  }

  /** Difference of two rates in percentage points: +1.2 pp. */
  points(difference: number): string {
    const options: Intl.NumberFormatOptions = { maximumFractionDigits: 1, signDisplay: 'exceptZero' };
    const number = new Intl.NumberFormat(this.tag, options).format(difference * 100);
    return this.tag.startsWith('zh') ? `${number} 个百分点` : `${number} pp`;
  }

  shortDay(day: string): string {
    return this.shortDays.format(toUtc(day));
  }

  day(day: string): string {
    return this.longDays.format(toUtc(day));
  }

  span(from: string, to: string): string {
    return this.longDays.formatRange(toUtc(from), toUtc(to));
  }

  /** With its week day. */
  weekDay(day: string): string {
    return this.weekDays.format(toUtc(day));
  }

  /** Name of a bucket by its first day. */
  bucket(first: string, interval: Interval): string {
    if (interval === 'month') return this.months.format(toUtc(first));
    if (interval === 'day') return this.day(first);
    return this.longDays.formatRange(toUtc(first), toUtc(addDays(first, 6)));
  }

  /** Name of a row: `27 Apr 2016`, `25 Apr – 1 May`, `Apr 2016`. */
  rowBucket(first: string, interval: Interval): string {
    return interval === 'week' ? this.shortBucket(first, interval) : this.bucket(first, interval);
  }

  /** The same, as short as an axis wants it. */
  axisBucket(first: string, interval: Interval): string {
    return interval === 'month' ? this.months.format(toUtc(first)) : this.shortDay(first);
  }

  /** Short name of a bucket in a sentence: `Mon 25 Mar`, `18–24 Mar`, `Mar 2024`. */
  shortBucket(first: string, interval: Interval): string {
    if (interval === 'month') return this.months.format(toUtc(first));
    if (interval === 'day') return this.weekDay(first);
    return this.shortDays.formatRange(toUtc(first), toUtc(lastDayOf('week', first)));
  }

  /** An instant on the reader's clock, or on that of an IANA zone. */
  instant(iso: string, timeZone?: string): string {
    return new Intl.DateTimeFormat(this.tag, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(
      new Date(iso),
    );
  }

  date(iso: string): string {
    return new Intl.DateTimeFormat(this.tag, { dateStyle: 'medium' }).format(new Date(iso));
  }

  time(iso: string): string {
    return new Intl.DateTimeFormat(this.tag, { timeStyle: 'medium' }).format(new Date(iso));
  }

  /** Milliseconds as `1.2 s`, `3 min`, `2.5 h` or `4 d`. */
  duration(ms: number): string {
    const unit = (value: number, name: string, digits: number) =>
      new Intl.NumberFormat(this.tag, {
        style: 'unit',
        unit: name,
        unitDisplay: 'narrow',
        maximumFractionDigits: digits,
      }).format(value);
    if (ms < 1000) return unit(ms, 'millisecond', 0);
    if (ms < 60_000) return unit(ms / 1000, 'second', 1);
    if (ms < 3_600_000) return unit(ms / 60_000, 'minute', 1);
    return ms < 172_800_000 ? unit(ms / 3_600_000, 'hour', 1) : unit(ms / 86_400_000, 'day', 1);
  }
}
