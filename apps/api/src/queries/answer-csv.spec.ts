import { describe, expect, it } from '@jest/globals';
import { toCsv } from './answer-csv.js';

const about = {
  timeZone: 'UTC',
  source: 'rollup' as const,
  computedAt: '2024-01-02T00:00:00.000Z',
  tookMs: 1,
};

describe('toCsv', () => {
  it('writes one line per bucket, quoting what needs it', () => {
    const rows = [
      { bucket: '2024-01-01', breakdown: null, users: 2, complete: true },
      { bucket: '2024-01-01', breakdown: 'a,"b"', users: 0, complete: false },
    ];
    expect(toCsv({ kind: 'activeUsers', ...about, rows })).toBe(
      'bucket,breakdown,users,complete\r\n2024-01-01,,2,true\r\n2024-01-01,"a,""b""",0,false\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])('disarms the formula %p', (breakdown) => {
    const rows = [{ bucket: '2024-01-01', breakdown, users: 1, complete: true }];
    expect(toCsv({ kind: 'activeUsers', ...about, rows }).split('\r\n')[1]).toContain(`'${breakdown}`);
  });

  it('writes retention as one line per cell', () => {
    const periods = [{ n: 0, users: 4, eligible: 4, rate: 1, complete: true }];
    const cohorts = [{ cohort: '2024-01-01', breakdown: null, size: 4, periods }];
    expect(toCsv({ kind: 'retention', size: 10, ...about, cohorts, average: [] })).toBe(
      'cohort,breakdown,size,n,users,eligible,rate,complete\r\n2024-01-01,,4,0,4,4,1,true\r\n',
    );
  });
});
