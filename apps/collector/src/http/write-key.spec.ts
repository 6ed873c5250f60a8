import { describe, expect, it } from '@jest/globals';
import { basicUser, writeKeyIn } from './write-key.js';

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('basicUser', () => {
  it.each([
    [basic('key:'), 'key'],
    [basic('key'), 'key'],
    [basic('key:pass:word'), 'key'],
    [basic('key:').toLowerCase().replace(/ .*/, basic('key:').slice(5)), 'key'],
    ['Bearer key', null],
    [basic(':password'), null],
    ['Basic ', null],
    ['Basic ###', null],
    [undefined, null],
  ])('%s: %s', (authorization, key) => expect(basicUser(authorization)).toBe(key));
});

describe('writeKeyIn', () => {
  it.each([
    [{ writeKey: 'key' }, 'key'],
    [{ writeKey: '' }, null],
    [{ writeKey: 5 }, null],
    [null, null],
    ['writeKey', null],
    [[], null],
  ])('%j: %s', (value, key) => expect(writeKeyIn(value)).toBe(key));
});
