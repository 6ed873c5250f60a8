import { describe, expect, it } from '@jest/globals';
import { type FunnelSettings, problemOf, readSettings, toQuery, writeSettings } from './funnel-settings.js';

const days = { from: '2025-01-01', to: '2025-01-31' };
const settings: FunnelSettings = {
  steps: [
    { event: 'Sign Up', filters: [{ property: 'platform', operator: 'eq', value: 'web' }] },
    { event: 'Pay', filters: [] },
  ],
  exclusions: [{ event: 'Refund', filters: [], after: 0 }],
  order: 'strict',
  window: { value: 3, unit: 'hour' },
  breakdown: 'country',
  isCompared: true,
};

function through(url: ReturnType<typeof writeSettings>): FunnelSettings {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(url)) if (value !== null) params.set(name, value);
  return readSettings(params);
}

describe('settings of the funnel page', () => {
  it('come back from the URL as they were written', () => {
    expect(through(writeSettings(settings))).toEqual(settings);
  });

  it.each(['', 'steps=x', 'steps={}', 'steps=[null,1]&window=-1 day&order=up&exclusions=7'])(
    'are two empty steps and 14 days for %p',
    (query) => {
      const read = readSettings(new URLSearchParams(query));
      expect(read.steps.map(({ event }) => event)).toEqual(['', '']);
      expect(read).toMatchObject({ order: 'ordered', window: { value: 14, unit: 'day' }, exclusions: [] });
      expect(toQuery(read, days, 'day')).toBeNull();
    },
  );

  it('ask what the API takes', () => {
    const query = toQuery(settings, days, 'day')!;
    expect(query).toMatchObject({ order: 'strict', exclusions: [{ event: 'Refund', between: [0, 1] }] });
    expect(problemOf(query)).toBeNull();
  });

  it('ask without exclusions where steps have no order', () => {
    expect(toQuery({ ...settings, order: 'any' }, days, 'day')).not.toHaveProperty('exclusions');
  });

  it('name what is wrong', () => {
    const query = toQuery({ ...settings, window: { value: 400, unit: 'day' } }, days, 'day')!;
    const problem = problemOf(query);
    expect(problem?.message).toMatch(/window.*366 days/);
    expect(problem?.errors).toMatchObject([{ path: 'window', code: expect.any(String) }]);
  });
});
