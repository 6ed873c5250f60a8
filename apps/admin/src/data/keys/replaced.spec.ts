import { describe, expect, it } from '@jest/globals';
import type { ProjectKey } from '../../api/types.js';
import { replacedBy } from './replaced.js';

const key = (id: number, more: Partial<ProjectKey> = {}): ProjectKey => ({
  id,
  kind: 'write',
  name: '',
  key: `gsw_${id}`,
  environment: 'production',
  remoteOnly: false,
  givesMembers: false,
  usedAt: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  revokedAt: null,
  ...more,
});

describe('replacedBy', () => {
  it('is the newest working key that is like it', () => {
    const keys = [key(1), key(2), key(3), key(4, { revokedAt: '2026-01-02T00:00:00.000Z' })];
    expect(replacedBy(key(1), keys)?.id).toBe(3);
    expect(replacedBy(key(3), keys)).toBeNull();
  });

  it('is none where the other key is for something else', () => {
    const others = [key(2, { name: 'iOS' }), key(3, { kind: 'client' }), key(4, { environment: 'staging' })];
    expect(replacedBy(key(1), others)).toBeNull();
  });
});
