import { describe, expect, it } from '@jest/globals';
import { checkListFields, listQuerySchema } from './list-query.js';
import { pageOfRows } from './page-of-rows.js';

describe('list queries', () => {
  it('has defaults', () => {
    expect(listQuerySchema.parse({})).toEqual({ page: 1, perPage: 25 });
  });

  it('reads the filter', () => {
    expect(listQuerySchema.parse({ filter: '{"id":[1,2],"state":"done"}' }).filter).toEqual({
      id: [1, 2],
      state: 'done',
    });
  });

  it.each([
    [{ filter: '{' }],
    [{ filter: '[1]' }],
    [{ filter: '{"a":{"b":1}}' }],
    [{ page: '0' }],
    [{ perPage: '5000' }],
    [{ order: 'down' }],
    [{ other: '1' }],
  ])('refuses %p', (query) => expect(listQuerySchema.safeParse(query).success).toBe(false));

  it('refuses fields that the list does not have', () => {
    const query = listQuerySchema.parse({ sort: 'passwordHash' });
    expect(() => checkListFields(query, ['id'], ['id'])).toThrow(/"passwordHash" is not a field/);
    const filtered = listQuerySchema.parse({ filter: '{"x":1}' });
    expect(() => checkListFields(filtered, ['id'], ['id'])).toThrow(/"x" is not a field/);
  });

  it('pages, sorts and filters rows in memory alike', () => {
    const rows = [3, 1, 2].map((id) => ({ id, name: `n${id}` }));
    const page = (query: Record<string, string>) =>
      pageOfRows(rows, ['id', 'name'], ['name'], listQuerySchema.parse(query));
    expect(page({ sort: 'id', order: 'DESC', perPage: '2' })).toEqual({
      data: [rows[0], rows[2]],
      total: 3,
    });
    expect(page({ filter: '{"q":"N2"}' }).data).toEqual([rows[2]]);
    expect(page({ filter: '{"id":[1,3]}' }).total).toBe(2);
  });
});
