import { describe, expect, it } from '@jest/globals';
import { assign, guessMapping, missingFields, toMapping } from './guess-mapping.js';

describe('mapping guess', () => {
  it.each([
    [
      ['eventDate', 'eventName', 'userid'],
      { event: 'eventName', distinctId: 'userid', timestamp: 'eventDate' },
    ],
    [
      ['event', 'distinct_id', 'timestamp'],
      { event: 'event', distinctId: 'distinct_id', timestamp: 'timestamp' },
    ],
    [
      ['event_id', 'user_id', 'event_type', 'event_time', 'Platform', 'price'],
      {
        event: 'event_type',
        distinctId: 'user_id',
        timestamp: 'event_time',
        platform: 'Platform',
        messageId: 'event_id',
        properties: ['price'],
      },
    ],
  ])('of %p', (columns, mapping) => {
    expect(toMapping(guessMapping(columns))).toEqual(mapping);
  });

  it.each([
    ...['visitor', 'visitor_id', 'uid', 'openid', 'device_id', 'Client ID', 'user_email', 'id'],
    ...['用户ID', '设备id', '访客'],
  ])('takes %s for whose an event is', (column) => {
    const draft = guessMapping(['event', column, 'time', 'device', '订单ID']);
    expect(draft).toMatchObject({
      distinctId: { column },
      platform: { column: 'device' },
      properties: ['订单ID'],
    });
  });

  it.each([
    [['device_id', 'user_id', 'id'], 'user_id'],
    [['id', 'visitor', 'openid'], 'openid'],
    [['id', 'email'], 'email'],
  ])('takes of %j the one that names a person most surely', (columns, column) => {
    expect(guessMapping(columns).distinctId).toEqual({ column });
  });

  it('takes no more properties than an import does', () => {
    const columns = ['event', 'user', 'time', ...Array.from({ length: 10_000 }, (_, n) => `c${n}`)];
    const draft = guessMapping(columns);
    expect(draft.properties).toEqual(columns.slice(3, 203));
    expect(assign(draft, 'event', { const: 'Played' }, columns).properties).toHaveLength(200);
  });

  it('knows columns that are named in Chinese', () => {
    expect(toMapping(guessMapping(['事件名称', '用户编号', '发生时间', '平台', '金额']))).toEqual({
      event: '事件名称',
      distinctId: '用户编号',
      timestamp: '发生时间',
      platform: '平台',
      properties: ['金额'],
    });
  });

  it('asks for what it could not find', () => {
    expect(missingFields(guessMapping(['foo', 'time']))).toEqual(['event', 'distinctId']);
    expect(missingFields({ ...guessMapping(['user', 'time']), event: { const: ' ' } })).toEqual(['event']);
  });

  it('moves a column between its part and the properties', () => {
    const columns = ['who', 'where', 'what'];
    const first = guessMapping(columns);
    expect(first.properties).toEqual(columns);
    const second = assign(first, 'event', { column: 'what' }, columns);
    expect(second.properties).toEqual(['who', 'where']);
    expect(assign(second, 'event', { const: 'Played' }, columns).properties).toEqual(columns);
  });

  it('leaves a removed property removed', () => {
    const columns = ['user', 'time', 'event', 'secret', 'x'];
    const draft = { ...guessMapping(columns), properties: ['x'] };
    expect(assign(draft, 'platform', { const: 'web' }, columns).properties).toEqual(['x']);
  });

  it('writes constants and formats as the API takes them', () => {
    const draft = {
      ...guessMapping(['user', 'time']),
      event: { const: 'Played' },
      timestampFormat: ' epochMillis ',
    };
    expect(toMapping(draft)).toEqual({
      event: { const: 'Played' },
      distinctId: 'user',
      timestamp: 'time',
      timestampFormat: 'epochMillis',
    });
  });
});
