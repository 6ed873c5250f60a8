import type { Link } from '@groundswell/contracts';
import { expect, it } from '@jest/globals';
import { linksCsv } from './links-csv.js';

it('has a row for each link, also one that nobody followed, and no formulas', () => {
  const link: Link = {
    ...{ id: 1, name: '=HYPERLINK("x")', code: 'abc', destination: 'https://a.example/', version: 1 },
    ...{ utm: { source: 'poster' }, enabled: true, expiresAt: null, createdAt: '2026-10-05T00:00:00Z' },
  };
  const stats = new Map([[1, { linkId: 1, clicks: 3, people: 2, signUps: 1 }]]);
  const [, first, second] = linksCsv(
    [link, { ...link, id: 2, name: 'b', enabled: false }],
    stats,
    'https://go.example',
  ).split('\r\n');
  expect(first).toBe(
    `"'=HYPERLINK(""x"")",https://go.example/l/abc,https://a.example/,poster,,,,,3,2,1,true`,
  );
  expect(second).toBe('b,https://go.example/l/abc,https://a.example/,poster,,,,,0,0,0,false');
});
