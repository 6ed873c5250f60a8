import { describe, expect, it } from '@jest/globals';
import { subjectOf } from './subject-of.js';

describe('subjectOf', () => {
  it.each([
    ['{"event":"Paid","userId":"ada","anonymousId":"a-1"}', ['Paid', 'ada']],
    ['{"event":"Paid","anonymousId":"a-1"}', ['Paid', 'a-1']],
    ['{"event":7,"userId":""}', []],
    ['null', []],
    ['not JSON', []],
  ])('reads %s', (payload, subject) => {
    expect(subjectOf(payload)).toEqual(subject);
  });
});
