import { beforeAll, describe, expect, it } from '@jest/globals';
import { dateOf, localDateOf } from './calendar/calendar.js';
import { DEMO, totalDays } from './demo.js';
import { demoTargets } from './demo-targets.js';
import type { SegmentMessage } from './messages/segment-message.js';
import { simulateInChunks } from './simulate.js';
import { demoTrials, isOfTrial } from './trials/demo-trials.js';

type End = 'web' | 'app' | 'mini_program';
const END_OF: Record<string, End> = { web: 'web', ios: 'app', android: 'app', mini_program: 'mini_program' };

/** One local day as the messages tell it: ids by end. */
interface Seen extends Record<End, Set<string>> {
  date: string;
  /** Web visits. */
  visits: number;
}

/** Counts in plain sets of ids, from nothing but the messages; ids that a message names together are one person. */
class Counted {
  messages = 0;
  private readonly ownerOf = new Map<string, string>();
  private readonly days = new Map<string, Seen>();
  private today = this.dayOf('');

  read({ type, userId, anonymousId, context, timestamp }: SegmentMessage): void {
    this.messages++;
    if (userId && anonymousId) this.ownerOf.set(anonymousId, userId);
    const end = END_OF[context.platform];
    if (type === 'identify' || end === undefined) return;
    const date = localDateOf(Date.parse(timestamp));
    if (date !== this.today.date) this.today = this.dayOf(date);
    this.today[end].add(userId ?? anonymousId ?? '');
    if (type === 'page') this.today.visits++;
  }

  /** People on these ends together, each once. */
  people(date: string, ends: readonly End[] = ['web', 'app', 'mini_program']): Set<string> {
    const day = this.dayOf(date);
    return new Set(ends.flatMap((end) => [...day[end]].map((id) => this.ownerOf.get(id) ?? id)));
  }

  visits(dates: string[]): number {
    return dates.reduce((sum, date) => sum + this.dayOf(date).visits, 0);
  }

  private dayOf(date: string): Seen {
    const found = this.days.get(date) ?? {
      date,
      visits: 0,
      web: new Set(),
      app: new Set(),
      mini_program: new Set(),
    };
    this.days.set(date, found);
    return found;
  }
}

const dates = Array.from({ length: totalDays }, (_, day) => dateOf(day));
const datesOf = (month: string) => dates.filter((date) => date.startsWith(month));

/** Who saw what of the trials, and who reached their goals. */
class Trials {
  messages = 0;
  /** Messages that are taken for a trial's, or not, and should not be. */
  mistaken = 0;
  readonly arms = demoTrials.map(({ variations }) => variations.map(() => new Set<string>()));
  readonly reached = demoTrials.map(() => new Set<string>());

  read(message: SegmentMessage): void {
    const { event, userId, properties } = message;
    const trial = demoTrials.findIndex(({ key, goal }) =>
      event === 'Experiment Viewed' ? properties?.experiment_id === key : event === goal.event,
    );
    if (isOfTrial(message) === trial < 0) this.mistaken++;
    if (trial < 0) return;
    this.messages++;
    if (event !== 'Experiment Viewed') return void this.reached[trial]!.add(userId!);
    const arm = demoTrials[trial]!.variations.findIndex(({ key }) => key === properties?.variation_id);
    this.arms[trial]![arm]!.add(userId!);
  }
}

describe('the demo at its own size', () => {
  const counted = new Counted();
  const trials = new Trials();
  let daily: Set<string>[];
  const firstDay = new Map<string, number>();
  const active = (date: string) => daily[dates.indexOf(date)]!;
  const visits = (month: string) => counted.visits(datesOf(month));
  const newOn = (day: number) => [...daily[day]!].filter((person) => firstDay.get(person) === day);

  beforeAll(() => {
    for (const messages of simulateInChunks()) {
      for (const message of messages) {
        counted.read(message);
        trials.read(message);
      }
    }
    daily = dates.map((date) => counted.people(date));
    daily.forEach((people, day) =>
      people.forEach((person) => firstDay.has(person) || firstDay.set(person, day)),
    );
  }, 120_000);

  const within = (value: number, key: keyof typeof demoTargets) => {
    const { value: target, tolerance, unit } = demoTargets[key];
    expect(Math.abs(value - target)).toBeLessThanOrEqual(unit === 'share' ? tolerance : tolerance * target);
  };

  it('meets the daily active users that were reported', () => {
    within(counted.people(DEMO.to, ['web']).size, 'web');
    within(counted.people(DEMO.to, ['app']).size, 'app');
    within(active(DEMO.to).size, 'allEnds');
    expect(active(DEMO.to).size).toBeGreaterThan(22_500);
    within(active('2024-03-10').size, 'tenthOfMarch');
  });

  it.each([
    ['2023-12', '2024-01', 'decemberRetention'],
    ['2024-01', '2024-02', 'januaryRetention'],
    ['2024-02', '2024-03', 'februaryRetention'],
  ] as const)('keeps as many of the newcomers of %s in %s as were reported', (month, next, key) => {
    const newcomers = datesOf(month).flatMap((date) => newOn(dates.indexOf(date)));
    const nextMonth = new Set(datesOf(next).flatMap((date) => [...active(date)]));
    within(newcomers.filter((person) => nextMonth.has(person)).length / newcomers.length, key);
  });

  it('has the web visits that were reported, more than twice as many in February as in January', () => {
    within(visits('2024-01'), 'januaryVisits');
    within(visits('2024-02'), 'februaryVisits');
    expect(visits('2024-02') / visits('2024-01')).toBeGreaterThan(2);
  });

  it('counts people on several ends once: the ends add up to 6 to 10 % more in every month', () => {
    for (const month of ['2023-11', '2023-12', '2024-01', '2024-02', '2024-03']) {
      const days = datesOf(month);
      const once = days.reduce((sum, date) => sum + active(date).size, 0);
      const byEnd = days.reduce(
        (sum, date) =>
          sum +
          (['web', 'app', 'mini_program'] as const).reduce(
            (n, end) => n + counted.people(date, [end]).size,
            0,
          ),
        0,
      );
      expect(byEnd / once - 1).toBeGreaterThan(0.06);
      expect(byEnd / once - 1).toBeLessThan(0.1);
    }
  });

  it('brings newcomers back as such products do: D1 25 to 35 %, then ever fewer', () => {
    const january = datesOf('2024-01').map((date) => dates.indexOf(date));
    const size = january.reduce((sum, day) => sum + newOn(day).length, 0);
    const rate = (after: number) =>
      january.reduce(
        (sum, day) => sum + newOn(day).filter((person) => daily[day + after]!.has(person)).length,
        0,
      ) / size;
    expect(rate(1)).toBeGreaterThan(0.25);
    expect(rate(1)).toBeLessThan(0.35);
    expect(rate(7)).toBeLessThan(rate(1) * 0.6);
    expect(rate(30)).toBeLessThan(rate(7) * 0.6);
    expect(rate(30)).toBeGreaterThan(0.03);
  });

  it('is quieter at weekends and in the holiday, and grows after the release', () => {
    expect(active('2024-01-20').size).toBeLessThan(active('2024-01-19').size * 0.95);
    expect(active('2024-02-11').size).toBeLessThan(active('2024-02-07').size * 0.85);
    expect(active('2024-03-18').size).toBeGreaterThan(active('2024-03-15').size * 1.1);
    expect(active('2024-03-21').size).toBeGreaterThan(active('2024-03-14').size * 1.3);
  });

  it('does not jump at the turn of a month, where the next month is settled', () => {
    for (const date of ['2023-12-01', '2024-01-01', '2024-02-01', '2024-03-01']) {
      const day = dates.indexOf(date);
      expect(newOn(day).length / newOn(day - 1).length).toBeLessThan(1.45);
    }
  });

  it.each(demoTrials.map(({ key }, trial) => [key, trial] as const))(
    'tries %s on about half and half, with the true shares of those who reach the goal',
    (_key, trial) => {
      const { variations } = demoTrials[trial]!;
      const arms = trials.arms[trial]!;
      const people = arms[0]!.size + arms[1]!.size;
      expect(people).toBeGreaterThan(2_000);
      expect(Math.abs(arms[0]!.size - people / 2)).toBeLessThan(4 * Math.sqrt(people / 4));
      arms.forEach((arm, place) => {
        const { rate } = variations[place]!;
        const share = [...arm].filter((id) => trials.reached[trial]!.has(id)).length / arm.size;
        expect(Math.abs(share - rate)).toBeLessThan(4 * Math.sqrt((rate * (1 - rate)) / arm.size));
      });
    },
  );

  it('has few events of trials', () => {
    expect(trials.messages / counted.messages).toBeLessThan(0.02);
    expect(trials.mistaken).toBe(0);
  });

  it('is small enough to load and large enough to live', () => {
    expect(counted.messages).toBeGreaterThan(600_000);
    expect(counted.messages).toBeLessThan(1_050_000);
  });
});
