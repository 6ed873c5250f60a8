import { describe, expect, it } from '@jest/globals';
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
