import { describe, expect, it } from '@jest/globals';
import { parseMapping } from './mapping.js';

describe('parseMapping', () => {
  it.each([
    ['event=e,distinctId=u,timestamp=t', { event: 'e', distinctId: 'u', timestamp: 't' }],
    [
      'event=const:open,distinctId=u,timestamp=t',
      { event: { const: 'open' }, distinctId: 'u', timestamp: 't' },
    ],
    ['event = e , properties=a+b', { event: 'e', properties: ['a', 'b'] }],
    ['timestamp=t,timestampFormat=dd/MM/yyyy', { timestamp: 't', timestampFormat: 'dd/MM/yyyy' }],
    ['{"event":{"const":"x"}}', { event: { const: 'x' } }],
  ])('%s', (text, mapping) => expect(parseMapping(text)).toEqual(mapping));

  it.each(['event', 'event=', '=x', 'evnt=x', 'event=a,,timestamp=b'])('refuses %j with words', (text) => {
    expect(() => parseMapping(text)).toThrow(/--map/);
  });
});
