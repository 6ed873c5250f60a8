import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiApp, call, projectWithRoles, startApiApp } from './support/api-app.js';

let api: ApiApp;
let project: Awaited<ReturnType<typeof projectWithRoles>>;

beforeAll(async () => {
  api = await startApiApp();
  project = await projectWithRoles(api, 'Campaigns');
});
afterAll(() => api?.close());

describe('POST /api/statistics/attribution', () => {
  const calculate = (body: unknown, token: string | undefined = project.tokens.viewer) =>
    call(api.app, 'POST', '/api/statistics/attribution', { token, body });
  const paths = [
    { touches: ['google'], conversions: 2, nulls: 1, revenue: 30 },
    { touches: [{ channel: 'mailing', ageDays: 3 }] },
    { touches: ['google', 'mailing'] },
  ];

  it('shares out what it is given', async () => {
    const { status, body } = await calculate({ model: 'markov', paths });
    expect(status).toBe(200);
    const conversions = body.rows.map((row: { conversions: number }) => Number(row.conversions.toFixed(12)));
    expect(conversions).toEqual([2.4, 1.6]);
    expect(body.totals).toEqual({ conversions: 4, nulls: 1, revenue: 30 });
  });

  it('says what to change', async () => {
    const refused = await calculate({ model: 'timeDecay', paths });
    expect([refused.status, refused.body.detail]).toEqual([400, expect.stringContaining('age')]);
    const unknown = await calculate({ model: 'markov', paths, extra: 1 });
    expect(unknown.body.errors[0].path).toBe('extra');
    expect((await calculate({ model: 'markov', paths }, '')).status).toBe(401);
  });

  it('stands in the OpenAPI document', async () => {
    const { body } = await call(api.app, 'GET', '/api/openapi.json', {});
    const { post } = body.paths['/api/statistics/attribution'];
    expect(post.description).toContain('Shapley');
    expect(JSON.stringify(body.components.schemas.AttributionCalculationDto)).toContain('coalitions');
  });
});

describe('the query kind attribution', () => {
  const query = {
    kind: 'attribution',
    ...{ from: '2026-03-01', to: '2026-03-31', conversion: { event: 'buy' }, lookbackDays: 30 },
  };
  const ask = (body: unknown, token = project.tokens.viewer, id = project.id) =>
    call(api.app, 'POST', `/api/projects/${id}/query`, { token, body });

  it('answers with rows, totals and no spend', async () => {
    const { status, body } = await ask({ ...query, model: 'timeDecay', level: 'creative', halfLifeDays: 3 });
    expect(status).toBe(200);
    const nothing = { conversions: 0, revenue: 0, spend: null, cac: null, roas: null };
    expect(body).toMatchObject({
      kind: 'attribution',
      source: 'events',
      model: 'timeDecay',
      level: 'creative',
    });
    expect([body.rows, body.totals]).toEqual([[{ key: '(unattributed)', ...nothing }], nothing]);
    expect((await ask({ ...query, model: 'markov' })).body.totals).toEqual(nothing);
    expect((await ask({ ...query, format: 'csv' })).body).toBe(
      'key,conversions,revenue,spend,cac,roas\r\n(unattributed),0,0,,,\r\n',
    );
  });

  it.each([
    [{ ...query, model: 'best' }, 'model'],
    [{ ...query, conversion: {} }, 'conversion.event'],
    [{ ...query, level: 'ad' }, 'level'],
    [{ ...query, lookbackDays: -1 }, 'lookbackDays'],
  ])('refuses %j', async (body, path) => {
    const answer = await ask(body);
    expect([answer.status, answer.body.errors?.[0]?.path]).toEqual([400, path]);
  });

  it('lays models side by side and lists paths, as JSON and as CSV', async () => {
    const { model: _, ...asked } = { ...query, model: 'last' };
    const models = await ask({ ...asked, kind: 'attributionModels' });
    expect([models.status, models.body.reconciliation.length, models.body.omitted]).toEqual([200, 8, []]);
    expect(models.body.rows.map(({ key }: { key: string }) => key)).toEqual(['(unattributed)']);
    const csv = await ask({ ...asked, kind: 'attributionModels', format: 'csv' });
    expect(csv.body.split('\r\n')[0]).toBe('key,spend,model,conversions,revenue,cac,roas,move,budget');
    const paths = await ask({ ...asked, kind: 'attributionPaths' });
    expect([paths.status, paths.body.rows, paths.body.totals.conversions]).toEqual([200, [], 0]);
    const other = await projectWithRoles(api, 'Strangers');
    for (const kind of ['attributionModels', 'attributionPaths']) {
      expect((await ask({ ...query, kind, model: 'last' })).body.errors[0].path).toBe('model');
      expect((await ask({ ...asked, kind }, other.tokens.viewer)).status).toBe(404);
    }
  });

  it('is asked by members of the project alone, and holds out against hostile names', async () => {
    const other = await projectWithRoles(api, 'Others');
    expect((await ask(query, other.tokens.viewer)).status).toBe(404);
    for (const text of ["' OR 1=1 --", '`', 'a.b', '\u0000', 'properties.']) {
      const conversion = { event: text, revenueProperty: text };
      expect((await ask({ ...query, conversion })).status).toBeLessThan(500);
    }
  });
});
