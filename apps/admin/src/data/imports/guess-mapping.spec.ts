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
