import { describe, expect, it } from '@jest/globals';
import { writeKeyOf } from './write-key.js';

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('writeKeyOf', () => {
  it.each([
    [basic('key:'), {}, 'key'],
    [basic('key'), {}, 'key'],
    [basic('key:password'), { writeKey: 'other' }, 'key'],
    [undefined, { writeKey: 'key' }, 'key'],
    [undefined, { batch: [{ writeKey: 'key' }] }, 'key'],
    ['Bearer key', {}, null],
    [basic(':'), {}, null],
    [undefined, null, null],
    [undefined, { writeKey: 5, batch: 'x' }, null],
  ])('%s %j: %s', (authorization, body, key) => expect(writeKeyOf(authorization, body)).toBe(key));
});
