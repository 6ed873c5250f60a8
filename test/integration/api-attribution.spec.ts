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
