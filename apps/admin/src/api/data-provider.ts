import type { DataProvider, RaRecord } from 'react-admin';
import { request } from './http.js';
import type { Page } from './types.js';

/**
 * The API's list convention for react-admin. A resource is its path under `/api`, e.g. `projects/3/members`,
 * so that one cache serves all projects without ever mixing them.
 */
export const dataProvider: DataProvider = {
  getList: (resource, { pagination, sort, filter, signal }) => {
    const params = new URLSearchParams();
    params.set('page', String(pagination?.page ?? 1));
    params.set('perPage', String(pagination?.perPage ?? 25));
    if (sort?.field) {
      params.set('sort', sort.field);
      params.set('order', sort.order);
    }
    if (filter && Object.keys(filter as object).length > 0) params.set('filter', JSON.stringify(filter));
    return request(`${resource}?${params}`, { signal });
  },
  getOne: async (resource, { id, signal }) => ({ data: await request(`${resource}/${id}`, { signal }) }),
  getMany: async (resource, { ids }) => ({
    data: await Promise.all(ids.map((id) => request<never>(`${resource}/${id}`))),
  }),
  getManyReference: (resource, { target, id, pagination: { page, perPage } }) => {
    const filter = JSON.stringify({ [target]: id });
    return request<Page<never>>(
      `${resource}?${new URLSearchParams({ page: String(page), perPage: String(perPage), filter })}`,
    );
  },
  create: async (resource, { data }) => ({ data: await request(resource, { method: 'POST', body: data }) }),
  update: async (resource, { id, data }) => ({
    data: await request(`${resource}/${id}`, { method: 'PATCH', body: data }),
  }),
  updateMany: async (resource, { ids, data }) => {
    await Promise.all(ids.map((id) => request(`${resource}/${id}`, { method: 'PATCH', body: data })));
    return { data: ids };
  },
  delete: async (resource, { id, previousData }) => {
    await request(`${resource}/${id}`, { method: 'DELETE' });
    return { data: (previousData ?? { id }) as RaRecord as never };
  },
  deleteMany: async (resource, { ids }) => {
    await Promise.all(ids.map((id) => request(`${resource}/${id}`, { method: 'DELETE' })));
    return { data: ids };
  },
};
