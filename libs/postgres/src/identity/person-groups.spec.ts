import { describe, expect, it } from '@jest/globals';
import { inNameOrder } from './person-groups.js';

describe('names of two people together', () => {
  it('have the product’s own before those that devices made up', () => {
    const device = '0193760c-69c3-70f9-a1cf-d6f2fdf61f7c';
    expect(inNameOrder(['user-7', device, 'Ann', 'user-12'])).toEqual(['Ann', 'user-12', 'user-7', device]);
  });
});
