import { describe, expect, it } from '@jest/globals';
import { averageOf, cutAtDataEnd, groupsOf, highestReturn, move, stateOf } from './grid.js';

const cell = (n: number, users: number, eligible: number, complete = true) => ({
  n,
  users,
  eligible,
  rate: eligible > 0 ? users / eligible : null,
  complete,
});
const cohort = (size: number, returned: number, complete = true, breakdown: string | null = null) => ({
  cohort: '2024-01-01',
  breakdown,
  size,
  periods: [cell(0, size, size), cell(1, returned, size, complete)],
});

describe('retention grid', () => {
  it.each([
    ['2024-01-14', { period: 'week', mode: 'on' }, [true, true]],
    ['2024-01-13', { period: 'week', mode: 'on' }, [true, false]],
    ['2024-01-06', { period: 'week', mode: 'on' }, [false, false]],
    ['2024-01-02', { period: 'day', mode: 'on' }, [true, true]],
    ['2024-02-28', { period: 'month', mode: 'on' }, [true, false]],
    [
      '2024-01-04',
      {
        period: 'day',
        mode: 'bracket',
        brackets: [
          [0, 0],
          [1, 4],
        ],
      },
      [true, false],
    ],
  ] as [string, Parameters<typeof cutAtDataEnd>[1], boolean[]][])(
    'is not whole where the data end on %s within a period',
    (dataEnds, columns, complete) => {
      const [row] = cutAtDataEnd([cohort(10, 3)], columns, dataEnds);
      expect(row?.periods.map((one) => one.complete)).toEqual(complete);
    },
  );

  it('has an average of everybody, and of each value of a breakdown', () => {
    const average = (users: number) => [{ n: 0, users, eligible: 10, rate: users / 10 }];
    const answer = { average: average(7), groups: [{ breakdown: 'web', size: 10, average: average(4) }] };
    expect([null, 'web', 'ios'].map((value) => averageOf(answer, value)[0]?.users)).toEqual([
      7,
      4,
      undefined,
    ]);
  });

  it('scales by those that came back, not by the cohort itself', () => {
    expect(highestReturn([cohort(10, 3), cohort(10, 4)])).toBe(0.4);
    expect(highestReturn([])).toBe(0);
  });

  it('tells what was seen, what may still grow, and what nobody could see yet', () => {
    expect(stateOf(cell(1, 0, 5))).toBe('observed');
    expect(stateOf(cell(1, 0, 5, false))).toBe('incomplete');
    expect(stateOf(cell(1, 0, 0, false))).toBe('unobserved');
  });

  it('groups by breakdown, everybody first', () => {
    const groups = groupsOf([
      cohort(3, 1),
      cohort(2, 1, true, 'web'),
      cohort(1, 0, true, 'ios'),
      cohort(3, 1),
    ]);
    expect(groups.map(({ key, cohorts }) => [key, cohorts.length])).toEqual([
      [null, 2],
      ['web', 1],
      ['ios', 1],
    ]);
  });

  it('stays within its edges under the arrow keys', () => {
    const start = { row: 0, column: 0 };
    expect(move(start, 'ArrowUp', 3, 2)).toEqual(start);
    expect(move(start, 'ArrowRight', 3, 2)).toEqual({ row: 0, column: 1 });
    expect(move({ row: 2, column: 1 }, 'ArrowDown', 3, 2)).toEqual({ row: 2, column: 1 });
    expect(move({ row: 2, column: 1 }, 'Home', 3, 2)).toEqual({ row: 2, column: 0 });
    expect(move(start, 'a', 3, 2)).toBeNull();
  });
});
