import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { benchmarkRows } from './benchmark-rows.js';

const figure = (subject: string, date: string, value: number) => ({ subject, date, value, source: 'panel' });
const range = { from: '2024-02-01', to: '2024-03-31' };
const day = (date: string) => date;
const month = (date: string) => `${date.slice(0, 7)}-01`;

describe('benchmark', () => {
  it('gives level, month-on-month change and share of each subject', () => {
    const figures = [
      figure('A', '2024-01-31', 100),
      figure('A', '2024-02-29', 66.58),
      figure('B', '2024-02-29', 33.42),
    ];
    const { rows, own } = benchmarkRows({ figures, own: null, range, periodOf: day });
    expect(own).toBeNull();
    expect(rows).toEqual([
      expect.objectContaining({ subject: 'A', bucket: '2024-02-29', value: 66.58, share: 0.6658 }),
      expect.objectContaining({ subject: 'B', bucket: '2024-02-29', change: null, share: 0.3342 }),
    ]);
    expect(rows[0]?.change).toBeCloseTo(-0.3342, 12);
  });

  it('puts own truth in the place of what the panel says of the project', () => {
    const figures = [figure('Rival', '2024-03-15', 300), figure('Us', '2024-03-15', 999)];
    const own = [
      { date: '2024-02-01', value: 50, complete: true },
      { date: '2024-03-01', value: 100, complete: true },
    ];
    const answer = benchmarkRows({ figures, own, range, ownSubject: 'Us', periodOf: month });
    expect(answer.rows.map(({ subject, share, period }) => [subject, share, period])).toEqual([
      ['Rival', 0.75, '2024-03-01'],
      ['Us', null, '2024-03-01'],
    ]);
    expect(answer.own).toEqual([
      { bucket: '2024-02-01', value: 50, change: null, share: null, complete: true },
      { bucket: '2024-03-01', value: 100, change: 1, share: 0.25, complete: true },
    ]);
  });

  it('gives no share and no change of or from a period within which data begin', () => {
    const own = [
      { date: '2024-01-01', value: 0, complete: true, lacks: 'all' as const },
      { date: '2024-02-01', value: 5, complete: true, lacks: 'part' as const },
      { date: '2024-03-01', value: 100, complete: true },
    ];
    const figures = ['2024-01-15', '2024-02-15', '2024-03-15'].map((date) => figure('Rival', date, 300));
    const since = { ...range, from: '2024-01-01' };
    const answer = benchmarkRows({ figures, own, range: since, periodOf: month });
    expect(answer.rows.map(({ share }) => share)).toEqual([1, null, 0.75]);
    expect(answer.own).toEqual([
      { bucket: '2024-02-01', value: 5, change: null, share: null, complete: true },
      { bucket: '2024-03-01', value: 100, change: null, share: 0.25, complete: true },
    ]);
  });

  it('counts what a panel says of the project itself where there is no own truth yet', () => {
    const own = [
      { date: '2024-01-01', value: 0, complete: true, lacks: 'all' as const },
      { date: '2024-02-01', value: 100, complete: true },
    ];
    const figures = ['2024-01-15', '2024-02-15'].flatMap((date) => [
      figure('Rival', date, 300),
      figure('Us', date, 100),
    ]);
    const since = { ...range, from: '2024-01-01' };
    const answer = benchmarkRows({ figures, own, range: since, ownSubject: 'Us', periodOf: month });
    expect(answer.rows.map(({ subject, share }) => [subject, share])).toEqual([
      ['Rival', 0.75],
      ['Us', 0.25],
      ['Rival', 0.75],
      ['Us', null],
    ]);
  });

  it('gives no share and no change of a period that is not over', () => {
    const own = [
      { date: '2024-02-01', value: 50, complete: true },
      { date: '2024-03-01', value: 10, complete: false },
    ];
    const figures = [figure('Rival', '2024-03-15', 300)];
    const answer = benchmarkRows({ figures, own, range, periodOf: month });
    expect(answer.rows[0]?.share).toBeNull();
    expect(answer.own?.[1]).toMatchObject({ change: null, share: null });
  });
});

describe('benchmark agrees with a plain look at each figure', () => {
  const date = fc
    .integer({ min: 0, max: 100 })
    .map((days) => new Date(Date.UTC(2024, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));
  const value = fc.integer({ min: 0, max: 50 });
  const figures = fc
    .uniqueArray(fc.record({ subject: fc.constantFrom('A', 'B', 'Us'), date, value }), {
      maxLength: 30,
      selector: ({ subject, date: on }) => `${subject} ${on}`,
    })
    .map((all) =>
      all.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.subject < b.subject ? -1 : 1)),
    );
  const own = fc.option(
    fc.uniqueArray(fc.record({ date: date.map(month), value, complete: fc.boolean() }), {
      selector: (one) => one.date,
    }),
    { nil: null },
  );

  it('on level, change, share and own truth', () => {
    fc.assert(
      fc.property(
        figures,
        own,
        fc.option(fc.constant('Us'), { nil: undefined }),
        (given, truth, ownSubject) => {
          const sorted = truth && [...truth].sort((a, b) => (a.date < b.date ? -1 : 1));
          const panel = given.map((one) => ({ ...one, source: 'panel' }));
          const answer = benchmarkRows({ figures: panel, own: sorted, range, ownSubject, periodOf: month });
          const share = (on: string, part: number, isCounted: boolean) => {
            const truthThen = sorted?.find((one) => one.date === month(on));
            const rivals = ['A', 'B', 'Us'].filter((subject) => sorted === null || subject !== ownSubject);
            const last = rivals.flatMap((subject) => {
              const of = panel.filter((one) => one.subject === subject && month(one.date) === month(on));
              return of.slice(-1).map((one) => one.value);
            });
            const total = last.reduce((sum, one) => sum + one, 0) + (truthThen?.value ?? 0);
            const isKnown = last.length > 0 && (sorted === null || truthThen?.complete === true);
            return isCounted && isKnown && total > 0 ? part / total : null;
          };
          const rows = panel
            .filter((one) => one.date >= range.from && one.date <= range.to)
            .map((one) => ({
              ...{
                subject: one.subject,
                bucket: one.date,
                value: one.value,
                period: month(one.date),
                source: 'panel',
              },
              change: plainChange(
                one,
                panel.filter(({ subject }) => subject === one.subject),
              ),
              share: share(one.date, one.value, sorted === null || one.subject !== ownSubject),
            }));
          expect(answer.rows).toEqual(rows);
          const ownRows = sorted
            ?.filter((one) => one.date >= '2024-02-01' && one.date <= range.to)
            .map((one) => ({
              ...{ bucket: one.date, value: one.value, complete: one.complete },
              change: one.complete ? plainChange(one, sorted) : null,
              share: share(one.date, one.value, true),
            }));
          expect(answer.own).toEqual(ownRows ?? null);
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** Against the same day of the month before, else the nearest earlier one, else the nearest later one of that month. */
function plainChange(
  { date, value }: { date: string; value: number },
  series: readonly { date: string; value: number }[],
): number | null {
  const [year, number, onDay] = date.split('-').map(Number) as [number, number, number];
  const before = new Date(Date.UTC(year, number - 2, 1)).toISOString().slice(0, 7);
  const days = series.filter((one) => one.date.startsWith(before));
  const dayOf = (one: { date: string }) => Number(one.date.slice(8));
  const earlier = days.filter((one) => dayOf(one) <= onDay).sort((a, b) => dayOf(b) - dayOf(a));
  const later = days.filter((one) => dayOf(one) > onDay).sort((a, b) => dayOf(a) - dayOf(b));
  const compared = earlier[0] ?? later[0];
  return compared && compared.value > 0 ? value / compared.value - 1 : null;
}
