import type { FeatureDefinition } from '@groundswell/assignment';
import { describe, expect, it } from '@jest/globals';
import { evaluateOfrep } from './ofrep-evaluation.js';

const feature: FeatureDefinition = {
  defaultValue: 'default',
  rules: [
    { id: 'germany', condition: { country: 'DE' }, force: 'german' },
    { id: 'half', force: 'half', coverage: 0.5, hashAttribute: 'id', hashVersion: 2, seed: 'flag' },
    { id: 'rest', condition: { country: 'FR' }, force: 'french' },
  ],
};
const closed: FeatureDefinition = {
  ...feature,
  rules: [
    { parentConditions: [{ id: 'nothing', condition: { value: true }, gate: true }] },
    ...feature.rules!,
  ],
};
const delivered = {
  ...{ projectId: 1, environment: 'production', savedGroups: {}, disabled: new Set<string>() },
  ...{ features: { flag: feature, closed }, dateUpdated: '', body: '', etag: '' },
  ...{ withMembers: { body: '', etag: '' }, nextChange: Infinity },
};

describe('whoever has no targeting key', () => {
  it.each([
    ['gets what a rule gives before people are divided', 'flag', 'DE', { value: 'german' }],
    ['is told where one comes after', 'flag', 'FR', { errorCode: 'TARGETING_KEY_MISSING' }],
    ['is told where none is for them', 'flag', 'IT', { errorCode: 'TARGETING_KEY_MISSING' }],
    ['has what is off', 'closed', 'FR', { reason: 'DISABLED' }],
  ])('%s', (_name, key, country, answer) =>
    expect(evaluateOfrep(delivered, key, { country }).answer).toMatchObject(answer),
  );
});
