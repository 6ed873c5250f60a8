import { describe, expect, it } from '@jest/globals';
import { bracketsText, parseBrackets } from './brackets.js';
import {
  type RetentionSettings,
  readSettings,
  toOtherQuery,
  toQuery,
  writeSettings,
} from './retention-settings.js';

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
    expect(toOtherQuery(read(''), days)).toBeNull();
  });

  it('filter both sides by a platform, and the cohort by what else is asked', () => {
    const plan = { property: 'properties.plan', operator: 'eq', value: 'pro' };
    const query = toQuery(
      read(`platform=web&cohortEvent=Sign+Up&filters=${encodeURIComponent(JSON.stringify([plan]))}`),
      days,
    );
    const platform = { property: 'platform', operator: 'eq', value: 'web' };
    expect(query.cohort).toEqual({ kind: 'firstTime', event: 'Sign Up', filters: [platform, plan] });
    expect(query.returning).toEqual({ filters: [platform] });
    expect(query.breakdown).toBeUndefined();
  });

  it('are broken down by platform in links of old', () => {
    const query = toQuery(read('platform=compare'), days);
    expect(query.breakdown).toBe('platform');
    expect(query.cohort.filters).toBeUndefined();
  });

  it('compare with as many days before, or with other people, and then break nothing down', () => {
    expect(toOtherQuery(read('compare=before'), days)).toMatchObject({
      from: '2016-04-17',
      to: '2016-04-26',
    });
    const settings = read('compare=other&breakdown=country&cohortEventB=Sign+Up&platformB=ios');
    expect(toQuery(settings, days)).not.toHaveProperty('breakdown');
    expect(toOtherQuery(settings, days)).toMatchObject({ ...days, cohort: { event: 'Sign Up' } });
  });

  it('come back from the URL as they were written', () => {
    const filters = [{ property: 'country', operator: 'eq' as const, value: 'CN' }];
    const settings: RetentionSettings = {
      ...{
        period: 'week',
        periods: 12,
        kind: 'firstEver',
        mode: 'bracket',
        brackets: [
          [0, 0],
          [1, 3],
        ],
      },
      ...{ cohortEvent: 'A', returnEvent: 'B', platform: 'web', filters, breakdown: 'country' },
      comparison: 'other',
      other: { cohortEvent: 'C', returnEvent: '', platform: 'ios', filters },
    };
    const url = new URLSearchParams();
    for (const [name, value] of Object.entries(writeSettings(settings))) if (value) url.set(name, value);
    expect(readSettings(url)).toEqual(settings);
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

describe('brackets', () => {
  it.each([
    [
      '1, 2-7',
      [
        [1, 1],
        [2, 7],
      ],
    ],
    [
      '0；1–3 4~30',
      [
        [0, 0],
        [1, 3],
        [4, 30],
      ],
    ],
    ['7-2', null],
    ['', null],
    ['a', null],
    ['1-9999', null],
  ])('%j', (text, brackets) => expect(parseBrackets(text)).toEqual(brackets));

  it('are written as they are read', () => {
    expect(
      bracketsText([
        [1, 1],
        [2, 7],
      ]),
    ).toBe('1, 2-7');
  });
});
