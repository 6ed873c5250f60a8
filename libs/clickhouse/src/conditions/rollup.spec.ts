import { PAGE_VIEW, RESERVED_EVENTS, SCREEN_VIEW } from '@groundswell/contracts';
import { CLICKHOUSE_MIGRATIONS_DIR } from '@groundswell/migrations';
import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Bindings } from './bound.js';
import type { EventSelection } from './event-condition.js';
import { rollupOf } from './rollup.js';

const tableOf = (selection: EventSelection, active = {}) => rollupOf(selection, active, new Bindings()).table;
const platform = { property: 'platform', operator: 'eq' as const, value: 'web' };
const event = { property: 'event', operator: 'eq' as const, value: 'open' };

describe('rollupOf', () => {
  it.each([
    [{}, {}, 'active_people'],
    [{ filters: [platform] }, { only: [], except: [] }, 'active_people'],
    [{ event: 'open' }, {}, 'activity'],
    [{ filters: [platform, event] }, {}, 'activity'],
    [{}, { only: ['open'] }, 'activity'],
    [{}, { except: ['open'] }, 'activity'],
  ] as const)('%j with active events %j reads %s', (selection, active, table) => {
    expect(tableOf(selection as EventSelection, active)).toBe(table);
  });

  it('holds the names that the contracts reserve', () => {
    const sql = readFileSync(join(CLICKHOUSE_MIGRATIONS_DIR, '003-create-active-people.sql'), 'utf8');
    const lists = (start: string) =>
      [...sql.matchAll(new RegExp(`event ${start} \\(([^)]*)\\)`, 'g'))].map(([, list = '']) =>
        [...list.matchAll(/'([^']*)'/g)].map(([, name]) => name),
      );
    expect(lists('NOT IN')).toEqual([[...RESERVED_EVENTS], [...RESERVED_EVENTS]]);
    expect(lists('IN')).toEqual([
      [PAGE_VIEW, SCREEN_VIEW],
      [PAGE_VIEW, SCREEN_VIEW],
    ]);
  });
});
