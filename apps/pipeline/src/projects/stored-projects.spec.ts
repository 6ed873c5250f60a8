import { describe, expect, it } from '@jest/globals';
import type { ProjectEntity } from '@groundswell/postgres';
import { StoredProjects } from './stored-projects.js';

function setup() {
  const clock = { now: 0 };
  const rows = [{ id: 1, timeZone: 'UTC', lateWindowDays: 30, name: 'One' }] as ProjectEntity[];
  let asked = 0;
  const find = () => Promise.resolve((asked++, rows.map((row) => ({ ...row }))));
  return { clock, rows, asked: () => asked, projects: new StoredProjects(find, () => clock.now) };
}

describe('StoredProjects', () => {
  it('asks once in five seconds for a project that is there', async () => {
    const { clock, rows, asked, projects } = setup();
    await projects.find([1]);
    rows[0]!.lateWindowDays = 7;
    expect(await projects.find([1])).toEqual([{ id: 1, timeZone: 'UTC', lateWindowDays: 30 }]);
    clock.now = 5001;
    expect(await projects.find([1])).toEqual([{ id: 1, timeZone: 'UTC', lateWindowDays: 7 }]);
    expect(asked()).toBe(2);
  });

  it('asks each time for one that is not there, and never for a number that cannot be one', async () => {
    const { asked, projects } = setup();
    await projects.find([1, 9]);
    await projects.find([1, 9, 2 ** 40]);
    expect(asked()).toBe(2);
    expect(await projects.find([2 ** 40])).toEqual([]);
    expect(asked()).toBe(2);
  });
});
