import { PAGE_VIEW, RESERVED_EVENTS, SCREEN_VIEW, type TrafficSwitch } from '@groundswell/contracts';
import { CLICKHOUSE_MIGRATIONS_DIR } from '@groundswell/migrations';
import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Bindings } from './bound.js';
import type { EventSelection } from './event-condition.js';
import { rollupsOf } from './rollup.js';

const tablesOf = (selection: EventSelection, active = {}, traffic: TrafficSwitch = 'human') =>
  rollupsOf(
    selection,
    { id: 1, timeZone: 'UTC', weekStart: 'monday', activeEvents: active },
    traffic,
    new Bindings(),
  ).map(({ table }) => table);
const platform = { property: 'platform', operator: 'eq' as const, value: 'web' };
const event = { property: 'event', operator: 'eq' as const, value: 'open' };

describe('rollupsOf', () => {
  it.each([
    [{}, {}, 'active_people'],
    [{ filters: [platform] }, { only: [], except: [] }, 'active_people'],
    [{ event: 'open' }, {}, 'activity'],
    [{ filters: [platform, event] }, {}, 'activity'],
    [{}, { only: ['open'] }, 'activity'],
    [{}, { except: ['open'] }, 'activity'],
  ] as const)('%j with active events %j reads %s', (selection, active, table) => {
    expect(tablesOf(selection as EventSelection, active)).toEqual([table]);
    expect(tablesOf(selection as EventSelection, active, 'all')).toEqual([table, 'other_activity']);
  });

  it.each([
    ['003-create-active-people.sql', 2],
    ['030-tell-traffic-apart.sql', 1],
  ])('%s holds the names that the contracts reserve', (file, times) => {
    const sql = readFileSync(join(CLICKHOUSE_MIGRATIONS_DIR, file), 'utf8');
    const lists = (start: string) =>
      [...sql.matchAll(new RegExp(`event ${start} \\(([^)]*)\\)`, 'g'))].map(([, list = '']) =>
        [...list.matchAll(/'([^']*)'/g)].map(([, name]) => name),
      );
    expect(lists('NOT IN')).toEqual(Array(times).fill([...RESERVED_EVENTS]));
    expect(lists('IN')).toEqual(Array(times).fill([PAGE_VIEW, SCREEN_VIEW]));
  });
});
