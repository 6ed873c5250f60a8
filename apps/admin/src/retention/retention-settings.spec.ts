import { describe, expect, it } from '@jest/globals';
import { readSettings, toQuery, writeSettings } from './retention-settings.js';

const days = { from: '2016-04-27', to: '2016-05-06' };
const read = (text: string) => readSettings(new URLSearchParams(text));

describe('retention settings', () => {
  it('ask for the first time of any active event by day when the URL says nothing', () => {
    expect(toQuery(read(''), days)).toEqual({
      kind: 'retention',
      from: '2016-04-27',
      to: '2016-05-06',
      period: 'day',
      periods: 14,
      cohort: { kind: 'firstTime' },
      returning: {},
      mode: 'on',
    });
  });

  it('filter both sides by a platform', () => {
    const query = toQuery(read('platform=web&cohortEvent=Sign+Up'), days);
    const filters = [{ property: 'platform', operator: 'eq', value: 'web' }];
    expect(query.cohort).toEqual({ kind: 'firstTime', event: 'Sign Up', filters });
    expect(query.returning).toEqual({ filters });
    expect(query.breakdown).toBeUndefined();
  });

  it('compare platforms by a breakdown', () => {
    const query = toQuery(read('platform=compare'), days);
    expect(query.breakdown).toBe('platform');
    expect(query.cohort.filters).toBeUndefined();
  });

  it.each([
    ['periods=0', 14],
    ['periods=x', 14],
    ['periods=7', 7],
    ['periods=9999', 90],
    ['period=week', 12],
  ])('%s means %d periods', (text, periods) => expect(read(text).periods).toBe(periods));

  it('leave defaults out of the URL, and begin anew with another period', () => {
    expect(writeSettings({ cohortEvent: '' })).toEqual({ cohortEvent: null });
    expect(writeSettings({ period: 'week' })).toEqual({ period: 'week', periods: null });
  });
});
