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

describe('rules of channels', () => {
  const path = (id = project.id) => `/api/projects/${id}/channelRules`;
  const rules = [
    { channel: 'kol', conditions: [{ field: 'utmCampaign', operator: 'is', values: ['KOL-*'] }] },
    { channel: 'email', conditions: [{ field: 'utmMedium', operator: 'is', values: ['email'] }] },
  ];
  const names = [{ key: 'kol', en: 'Creators', zh: '达人' }];
  const get = (token = project.tokens.viewer) => call(api.app, 'GET', path(), { token });
  const put = (body: unknown, token = project.tokens.marketer) =>
    call(api.app, 'PUT', path(), { token, body });
  const trial = (body: unknown) =>
    call(api.app, 'POST', `${path()}/trial`, { token: project.tokens.viewer, body });

  it('are those of the product until a marketer writes others, and again when they are reset', async () => {
    const { body: before } = await get();
    expect(before).toMatchObject({ isDefault: true, ownNames: [] });
    const url = 'https://shop.example/?utm_source=x&utm_medium=email&utm_campaign=kol-9';
    expect((await trial({ url })).body).toMatchObject({ channel: 'email', rule: 0 });

    const changed = await put({ rules, names, version: before.version });
    expect(changed.body).toMatchObject({ isDefault: false, rules, ownNames: names });
    expect(changed.body.names).toContainEqual({ key: 'email', en: 'Email', zh: '邮件' });
    expect((await trial({ url })).body).toMatchObject({
      ...{ channel: 'kol', rule: 0 },
      seen: { utmCampaign: 'kol-9', landingPath: '/', source: 'x' },
    });
    expect((await trial({ url, rules: rules.slice(1) })).body).toMatchObject({ channel: 'email', rule: 0 });
    const left = await trial({ url: 'https://shop.example/', referrer: 'https://www.google.com/' });
    expect(left.body).toMatchObject({ channel: 'referral', rule: null });
    expect((await put({ rules, version: before.version })).status).toBe(409);

    const { body: reset } = await call(api.app, 'DELETE', path(), { token: project.tokens.marketer });
    expect(reset).toMatchObject({ isDefault: true, rules: before.rules });
    const log = await call(api.app, 'GET', `/api/projects/${project.id}/auditLog`, {
      token: project.tokens.owner,
    });
    const actions = log.body.data.map(({ action }: { action: string }) => action);
    expect(actions).toEqual(expect.arrayContaining(['channelRules.update', 'channelRules.reset']));
  });

  it('says what to change', async () => {
    const wrong = (field: string, operator: string, values: string[]) =>
      put({ rules: [{ channel: 'x', conditions: [{ field, operator, values }] }] });
    expect((await wrong('utmSource', 'is', [])).body.errors[0]).toMatchObject({
      path: 'rules.0.conditions.0.values',
    });
    expect((await wrong('clickId', 'is', ['nope'])).status).toBe(400);
    expect((await put({ rules: [{ channel: 'No Key', conditions: [] }] })).status).toBe(400);
  });

  it('nobody else writes or reads them', async () => {
    expect((await put({ rules }, project.tokens.analyst)).status).toBe(403);
    expect((await call(api.app, 'DELETE', path(), { token: project.tokens.viewer })).status).toBe(403);
    const other = await projectWithRoles(api, 'Another');
    expect((await get(other.tokens.viewer)).status).toBe(404);
    expect((await put({ rules }, other.tokens.marketer)).status).toBe(404);
  });
});
