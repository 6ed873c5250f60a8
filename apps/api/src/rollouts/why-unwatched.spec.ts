import { flagRuleSchema, type RolloutRule } from '@groundswell/contracts';
import { expect, it } from '@jest/globals';
import { whyUnwatched } from './why-unwatched.js';

const now = new Date('2026-05-01T00:00:00Z');
const [before, after] = ['2026-04-30T00:00:00Z', '2026-05-02T00:00:00Z'];
const on = { environments: { production: true, staging: false }, archivedAt: null };
const rule = (more: object) =>
  flagRuleSchema.parse({ kind: 'rollout', id: 'r', value: true, coverage: 0.2, ...more }) as RolloutRule;

it.each([
  ['is out', on, {}, null],
  ['is out by a step that has come', on, { coverage: 0, steps: [{ at: before, coverage: 0.1 }] }, null],
  ['waits for its first step', on, { coverage: 0, steps: [{ at: after, coverage: 0.1 }] }, 'nobody'],
  ['is of a flag that is on nowhere', { ...on, environments: { production: false } }, {}, 'flagOff'],
  ['is for an environment in which the flag is off', on, { environments: ['staging'] }, 'flagOff'],
  ['is turned off', on, { enabled: false }, 'ruleOff'],
  ['is yet to begin', on, { from: after }, 'later'],
  ['is over', on, { to: before }, 'over'],
  ['is of an archived flag', { ...on, archivedAt: now }, {}, 'archived'],
] as const)('a guarded roll-out that %s', (_is, flag, more, why) => {
  expect(whyUnwatched(flag, rule(more), now)).toBe(why);
});
