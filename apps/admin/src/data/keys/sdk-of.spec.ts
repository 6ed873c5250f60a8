import { describe, expect, it } from '@jest/globals';
import { sdkOf } from './sdk-of.js';

describe('sdkOf', () => {
  it.each([
    [{ $lib: 'web' }, 'posthog-js'],
    [{ $lib: 'posthog-node' }, 'posthog-node'],
    [{ $lib: 'constructor' }, 'constructor'],
    [{ $lib: 7 }, undefined],
    [{}, undefined],
  ])('%j', (properties, name) => expect(sdkOf({ properties })).toBe(name));
});
