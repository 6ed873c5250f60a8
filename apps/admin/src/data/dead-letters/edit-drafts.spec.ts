import { describe, expect, it } from '@jest/globals';
import { BLANK, type EditDraft, toEdit } from './edit-drafts.js';

const draft = (part: Partial<EditDraft>) => toEdit({ ...BLANK, ...part });

describe('toEdit', () => {
  it.each([
    [
      { action: 'set', path: ' properties.plan ', value: 'pro' },
      { action: 'set', path: 'properties.plan', value: 'pro' },
    ],
    [
      { action: 'set', path: 'properties.seats', value: '3' },
      { action: 'set', path: 'properties.seats', value: 3 },
    ],
    [
      { action: 'set', path: 'properties', value: '{}' },
      { action: 'set', path: 'properties', value: {} },
    ],
    [
      { action: 'remove', path: 'traits' },
      { action: 'remove', path: 'traits' },
    ],
    [
      { action: 'copy', path: 'uid', to: 'userId' },
      { action: 'copy', path: 'uid', to: 'userId' },
    ],
    [
      { action: 'readTime', path: 'time', format: '' },
      { action: 'readTime', path: 'time' },
    ],
    [
      { action: 'readTime', path: 'time', format: 'X' },
      { action: 'readTime', path: 'time', format: 'X' },
    ],
  ] as [Partial<EditDraft>, unknown][])('%j', (part, edit) => expect(draft(part)).toEqual(edit));

  it('waits for what is missing', () => {
    expect(draft({ action: 'copy', path: 'uid' })).toBeNull();
    expect(draft({ action: 'remove', path: ' ' })).toBeNull();
  });
});
