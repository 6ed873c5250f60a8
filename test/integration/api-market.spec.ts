import { demoPanel } from '@groundswell/demo';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
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

const HEADER = 'subject,metric,date,value,source\n';
const at = (path = '', project = ours.id) => `/api/projects/${project}/panelFigures${path}`;
const send = (method: string, url: string, token: string, body?: object) =>
  call(api.app, method, url, { token, body });
const importCsv = (csv: string, verb = 'import', token = ours.tokens.analyst) =>
  call(api.app, 'POST', at(`/${verb}`), { token, payload: csv, headers: { 'content-type': 'text/csv' } });
const ask = (body: object, project = ours) =>
  send('POST', `/api/projects/${project.id}/query`, project.tokens.viewer, { kind: 'benchmark', ...body });

async function importEvents(rows: string[]): Promise<void> {
  const mapping = JSON.stringify({ event: { const: 'login' }, distinctId: 'user', timestamp: 'time' });
  const base = `/api/projects/${ours.id}/imports`;
  const started = await call(api.app, 'POST', `${base}?mapping=${encodeURIComponent(mapping)}`, {
    token: api.ownerToken,
    payload: ['user,time', ...rows.map((row) => `${row}T10:00:00Z`)].join('\n'),
    headers: { 'content-type': 'text/csv' },
  });
  for (;;) {
    const { body } = await send('GET', `${base}/${started.body.importId}`, api.ownerToken);
    if (body.state === 'done') return;
    if (body.state === 'failed') throw new Error(body.error);
    await sleep(50);
  }
}

describe('figures of third parties', () => {
  const csv =
    '\ufeffSubject, Metric ,date,value,source,note\n' +
    'Rival,visits,2024-01-31,"100,000",Panel,x\n' +
    'Rival,visits,2024-02-29,66580,Panel,\n' +
    'Rival,visits,2024-02-30,1,Panel,\n' +
    'Rival,visits,2024-03-01,many,Panel,\n' +
    'Rival,visits,2024-02-29,2,Panel,\n' +
    ',visits,2024-03-01,1,Panel,\n' +
    'Rival,visits,2024-03-01\n' +
    'Other,visits,2024-02,32970.5,Panel,\n';

  it('are looked at, then stored; rows that cannot be read are refused by line and reason', async () => {
    const preview = await importCsv(csv, 'preview');
    expect(preview.status).toBe(200);
    expect(preview.body).toMatchObject({ rows: 8, accepted: 3, replaced: 0, rejected: 5 });
    expect(preview.body.sample[0]).toEqual({
      subject: 'Rival',
      metric: 'visits',
      date: '2024-01-31',
      value: 100_000,
      source: 'Panel',
    });
    expect(preview.body.rejectedSample).toEqual([
      { line: 4, reason: 'date "2024-02-30" is not a day as YYYY-MM-DD or a month as YYYY-MM' },
      { line: 5, reason: 'value "many" is not a number of 0 or more, such as 23300 or 1,234.5' },
      { line: 6, reason: 'line 3 gives this subject, metric and date already' },
      { line: 7, reason: 'subject is empty' },
      { line: 8, reason: 'the row does not have as many columns as the header' },
    ]);
    expect((await send('GET', at(), ours.tokens.viewer)).body.total).toBe(0);
    expect((await importCsv(csv)).body).toMatchObject({ accepted: 3, replaced: 0, rejected: 5 });
    const again = await send('POST', at('/import'), ours.tokens.analyst, {
      csv: `${HEADER}Rival,visits,2024-02-29,66580,Another panel`,
    });
    expect(again.body).toMatchObject({ accepted: 1, replaced: 1 });
    const list = await send('GET', at('?sort=date&order=ASC'), ours.tokens.viewer);
    expect(list.body.data.map(({ date, source }: Record<string, string>) => [date, source])).toEqual([
      ['2024-01-31', 'Panel'],
      ['2024-02-01', 'Panel'],
      ['2024-02-29', 'Another panel'],
    ]);
    expect((await send('GET', at('/metrics'), ours.tokens.viewer)).body.data).toEqual([
      { metric: 'visits', subjects: ['Other', 'Rival'], figures: 3, from: '2024-01-31', to: '2024-02-29' },
    ]);
  });

  it('are answered with change and share', async () => {
    const { body, status } = await ask({ metric: 'visits', from: '2024-02-01', to: '2024-02-29' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ kind: 'benchmark', metric: 'visits', own: null });
    expect(body.rows).toHaveLength(2);
    expect(body.rows[1]).toMatchObject({ subject: 'Rival', bucket: '2024-02-29', value: 66_580 });
    expect(body.rows[1].change).toBeCloseTo(-0.3342, 12);
    const csvAnswer = await ask({ metric: 'visits', from: '2024-02-01', to: '2024-02-29', format: 'csv' });
    expect(csvAnswer.headers['content-type']).toContain('text/csv');
  });

  it('stand beside own truth', async () => {
    await importEvents(['u1,2024-02-25', 'u1,2024-03-25', 'u2,2024-03-25', 'u3,2024-03-25']);
    await importCsv(
      `${HEADER}Rival,Daily active users,2024-03-25,7,P\nUs,Daily active users,2024-03-25,99,P`,
    );
    const { body } = await ask({
      metric: 'Daily active users',
      from: '2024-03-24',
      to: '2024-03-25',
      ownSubject: 'Us',
    });
    expect(body.own).toEqual([
      { bucket: '2024-03-24', value: 0, change: null, share: null, complete: true },
      { bucket: '2024-03-25', value: 3, change: 2, share: 0.3, complete: true },
    ]);
    expect(body.rows.map(({ subject, share }: Record<string, unknown>) => [subject, share])).toEqual([
      ['Rival', 0.7],
      ['Us', null],
    ]);
  });

  it('of the demo give the falls that were reported', async () => {
    const rows = demoPanel.map((row) => [row.subject, row.metric, row.date, row.value, row.source]);
    const quoted = rows.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\n');
    const imported = await call(api.app, 'POST', at('/import', theirs.id), {
      token: theirs.tokens.admin,
      body: { csv: HEADER + quoted },
    });
    expect(imported.body).toMatchObject({ accepted: demoPanel.length, rejected: 0 });
    const { body } = await ask({ metric: 'visits', from: '2024-02-01', to: '2024-02-29' }, theirs);
    const changes = body.rows.map(({ change }: { change: number }) => Math.round(change * 10_000));
    expect(changes.slice(1)).toEqual([-3342, -4505]);
    const daily = await ask({ metric: 'dailyActiveUsers', from: '2024-03-25', to: '2024-03-25' }, theirs);
    expect(daily.body.rows[0]).toMatchObject({ value: 23_300 });
  });

  it('are refused without their columns, and to those who only look', async () => {
    const wrong = await importCsv('a,b\n1,2');
    expect([wrong.status, wrong.body.detail]).toEqual([
      400,
      'The first line must name the columns subject, metric, date, value, source; it lacks subject, metric, date, value, source.',
    ]);
    expect((await importCsv(csv, 'import', ours.tokens.viewer)).status).toBe(403);
    expect((await send('POST', at('/import'), ours.tokens.analyst, { csv: '', more: 1 })).status).toBe(400);
  });

  it('cannot be reached through another project', async () => {
    const { body } = await send('GET', at(), ours.tokens.viewer);
    const id = body.data[0].id as number;
    expect((await send('GET', at(`/${id}`, theirs.id), theirs.tokens.admin)).status).toBe(404);
    expect((await send('DELETE', at(`/${id}`, theirs.id), theirs.tokens.admin)).status).toBe(404);
    const foreign = await ask({ metric: 'Daily active users', from: '2024-03-24', to: '2024-03-25' }, theirs);
    expect(foreign.body.rows).toEqual([]);
    expect((await send('DELETE', at(`/${id}`), ours.tokens.analyst)).status).toBe(204);
  });
});
