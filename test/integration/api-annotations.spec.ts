import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiApp, call, projectWithRoles, startApiApp } from './support/api-app.js';

let api: ApiApp;
let ours: Awaited<ReturnType<typeof projectWithRoles>>;
let theirs: Awaited<ReturnType<typeof projectWithRoles>>;
beforeAll(async () => {
  api = await startApiApp();
  ours = await projectWithRoles(api, 'Ours');
  theirs = await projectWithRoles(api, 'Theirs');
});
afterAll(() => api?.close());

const at = (path = '', project = ours.id) => `/api/projects/${project}/annotations${path}`;
const send = (method: string, url: string, token: string, body?: object) =>
  call(api.app, method, url, { token, body });

describe('annotations', () => {
  it('are made, listed, changed and deleted by those who build reports, and audited', async () => {
    const token = ours.tokens.analyst;
    const made = await send('POST', at(), token, {
      date: '2025-02-01',
      text: ' 2.0 is out ',
      kind: 'release',
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ date: '2025-02-01', text: '2.0 is out', kind: 'release', version: 1 });
    await send('POST', at(), token, { date: '2025-01-01', text: 'a note' });
    const list = await send('GET', at('?sort=date&order=ASC'), ours.tokens.viewer);
    expect(list.body).toMatchObject({
      data: [{ date: '2025-01-01', kind: 'note' }, { date: '2025-02-01' }],
      total: 2,
    });
    const one = at(`/${made.body.id}`);
    const change = { text: 'changed', version: 1 };
    expect((await send('PATCH', one, token, change)).body).toMatchObject({ text: 'changed', version: 2 });
    const again = await send('PATCH', one, token, change);
    expect([again.status, again.body.errors[0].path]).toEqual([409, 'version']);
    expect((await send('DELETE', one, token)).status).toBe(204);
    expect((await send('GET', one, token)).status).toBe(404);
    const log = await send('GET', `/api/projects/${ours.id}/auditLog`, ours.tokens.owner);
    const actions = log.body.data.map(({ action }: { action: string }) => action);
    expect(actions.slice(0, 4)).toEqual([
      'annotation.delete',
      'annotation.update',
      'annotation.create',
      'annotation.create',
    ]);
  });

  it.each([
    ['date', { date: '2025-02-30', text: 'no such day' }],
    ['text', { date: '2025-02-01', text: '  ' }],
    ['kind', { date: '2025-02-01', text: 'x', kind: 'party' }],
    ['colour', { date: '2025-02-01', text: 'x', colour: 'red' }],
  ])('refuse a wrong %s', async (path, body) => {
    const answer = await send('POST', at(), ours.tokens.analyst, body);
    expect([answer.status, answer.body.errors?.[0].path]).toEqual([400, path]);
  });

  it('cannot be written by those who only look, nor reached through another project', async () => {
    const note = { date: '2025-03-01', text: 'ours alone' };
    for (const role of ['viewer', 'marketer'] as const) {
      expect((await send('POST', at(), ours.tokens[role], note)).status).toBe(403);
    }
    const { body } = await send('POST', at(), ours.tokens.admin, note);
    const through = at(`/${body.id}`, theirs.id);
    for (const [method, change] of [['GET'], ['PATCH', { text: 'x' }], ['DELETE']] as const) {
      expect((await send(method, through, theirs.tokens.admin, change)).status).toBe(404);
      expect((await send(method, at(`/${body.id}`), theirs.tokens.admin, change)).status).toBe(404);
    }
    expect((await send('GET', at('', theirs.id), theirs.tokens.admin)).body.total).toBe(0);
    expect((await send('GET', at(`/${body.id}`), ours.tokens.viewer)).body.text).toBe('ours alone');
  });
});
