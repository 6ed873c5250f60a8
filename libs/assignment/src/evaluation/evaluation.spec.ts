import { describe, expect, it } from '@jest/globals';
import { hash } from '../bucketing/hash.js';
import type { AssignmentContext } from '../context.js';
import type { Experiment } from '../definitions.js';
import { evalFeature } from './eval-feature.js';
import { run } from './run.js';

const test: Experiment<string> = { key: 'test', variations: ['a', 'b'], hashVersion: 2 };
const attributes = { id: 'ada' };
const ofThem = (experiment: Partial<Experiment<string>>, context: AssignmentContext = {}) => {
  const { value, inExperiment, hashUsed } = run({ ...test, ...experiment }, { attributes, ...context });
  return [value, inExperiment, hashUsed];
};

describe('an experiment', () => {
  const [mine] = ofThem({}) as [string];
  const other = mine === 'a' ? 1 : 0;

  it.each<[string, Partial<Experiment<string>>, AssignmentContext, unknown[]]>([
    ['divides', {}, {}, [mine, true, true]],
    ['of one variation is none', { variations: ['a'] }, {}, ['a', false, false]],
    ['is off with the context', {}, { enabled: false }, ['a', false, false]],
    [
      'is for a page',
      { urlPatterns: [{ type: 'simple', include: true, pattern: '/buy' }] },
      { url: 'https://x.y/' },
      ['a', false, false],
    ],
    ['is forced by a URL', { active: false }, { url: 'https://x.y/?test=1' }, ['b', true, false]],
    ['is forced by the context', { active: false }, { forcedVariations: { test: 1 } }, ['b', true, false]],
    ['is not active', { active: false }, {}, ['a', false, false]],
    ['is a draft', { status: 'draft' }, {}, ['a', false, false]],
    ['needs somebody to hash', { hashAttribute: 'device' }, {}, ['a', false, false]],
    [
      'needs an attribute for a filter',
      { filters: [{ seed: 's', ranges: [[0, 1]], attribute: 'device' }] },
      {},
      ['a', false, false],
    ],
    [
      'takes filters in place of a namespace',
      { filters: [{ seed: 's', ranges: [[0, 1]] }], namespace: ['n', 0, 0] },
      {},
      [mine, true, true],
    ],
    ['keeps to its namespace', { namespace: ['n', 0, 0] }, {}, ['a', false, false]],
    ['keeps to its condition', { condition: { id: 'bob' } }, {}, ['a', false, false]],
    [
      'asks features first',
      { parentConditions: [{ id: 'f', condition: { value: true } }] },
      {},
      ['a', false, false],
    ],
    ['needs a hash that is known', { hashVersion: 9 }, {}, ['a', false, false]],
    ['covers nobody', { coverage: 0 }, {}, ['a', false, false]],
    ['forces one on whoever is in it', { force: other }, {}, [test.variations[other], true, false]],
    ['is in QA', {}, { qaMode: true }, ['a', false, false]],
    ['was stopped', { status: 'stopped' }, {}, ['a', false, false]],
  ])('%s', (_name, experiment, context, expected) => expect(ofThem(experiment, context)).toEqual(expected));

  it('tells of whoever it divides, and of nobody whom it forces', () => {
    const told: string[] = [];
    const context = { attributes, trackingCallback: ({ key }: { key: string }) => told.push(key) };
    run(test, context);
    run({ ...test, key: 'forced', force: 1 }, context);
    expect(told).toEqual(['test']);
  });
});

describe('sticky buckets', () => {
  const meta = [{ key: 'a' }, { key: 'b' }];
  const docs = (value: string, assignments: Record<string, string>) => ({
    [`id||${value}`]: { attributeName: 'id', attributeValue: value, assignments },
  });

  it('keep somebody where they were, whatever weights and targeting say', () => {
    for (const key of ['a', 'b']) {
      const context = { attributes, stickyBucketAssignmentDocs: docs('ada', { test__0: key }) };
      const moved = { ...test, meta, weights: key === 'a' ? [0, 1] : [1, 0], condition: { id: 'bob' } };
      expect(run(moved, context)).toMatchObject({ value: key, stickyBucketUsed: true, hashUsed: true });
    }
  });

  it('begin anew with another version, and leave out whoever had an old one', () => {
    const context = { attributes, stickyBucketAssignmentDocs: docs('ada', { test__0: 'b' }) };
    const again = run({ ...test, meta, bucketVersion: 1, weights: [1, 0] }, context);
    expect(again).toMatchObject({ value: 'a', stickyBucketUsed: false });
    expect(context.stickyBucketAssignmentDocs['id||ada']!.assignments).toEqual({
      test__0: 'b',
      test__1: 'a',
    });
    const blocked = run({ ...test, meta, bucketVersion: 2, minBucketVersion: 2 }, context);
    expect(blocked).toMatchObject({ inExperiment: false, stickyBucketUsed: true });
  });

  it('are saved once', () => {
    const saved: unknown[] = [];
    const context = { attributes, saveStickyBucketAssignmentDoc: (doc: unknown) => saved.push(doc) };
    run({ ...test, meta }, context);
    run({ ...test, meta }, context);
    expect(saved).toHaveLength(1);
  });
});

describe('a feature', () => {
  const value = (features: AssignmentContext['features'], key = 'f', more: AssignmentContext = {}) => {
    const result = evalFeature({ attributes, features, ...more }, key);
    return [result.value, result.source];
  };

  it('that is not known has no value', () => {
    expect(value({})).toEqual([null, 'unknownFeature']);
    expect(value({}, 'constructor')).toEqual([null, 'unknownFeature']);
  });

  it('has the value of the first rule that is for somebody, else its default', () => {
    const rules = [{ force: 1, condition: { id: 'bob' } }, { force: 2 }, { force: 3 }];
    expect(value({ f: { defaultValue: 0, rules } })).toEqual([2, 'force']);
    expect(value({ f: { defaultValue: 0, rules: rules.slice(0, 1) } })).toEqual([0, 'defaultValue']);
  });

  it('is rolled out to whoever hashes at or below its coverage, and to nobody at 0', () => {
    const rolled = (coverage: number) =>
      value({ f: { defaultValue: false, rules: [{ force: true, coverage }] } })[0];
    const bucket = hash('f', 'ada', 1)!;
    expect([0, bucket - 0.001, bucket, 1].map(rolled)).toEqual([false, false, true, true]);
  });

  it('goes on behind an experiment that passes through', () => {
    const passing = { variations: ['x', 'y'], meta: [{ passthrough: true }, { passthrough: true }] };
    expect(value({ f: { rules: [passing, { force: 'z' }] } })).toEqual(['z', 'force']);
  });

  it('waits for others: a rule is passed over, a gate closes the feature, a circle has no value', () => {
    const asks = (id: string, gate: boolean) => ({ id, condition: { value: true }, gate });
    const features = {
      off: { defaultValue: false },
      rule: { defaultValue: 'default', rules: [{ force: 'x', parentConditions: [asks('off', false)] }] },
      gated: { defaultValue: 'default', rules: [{ parentConditions: [asks('off', true)] }] },
      one: { defaultValue: 1, rules: [{ parentConditions: [asks('two', false)] }] },
      two: { defaultValue: 2, rules: [{ parentConditions: [asks('one', false)] }] },
    };
    expect(value(features, 'rule')).toEqual(['default', 'defaultValue']);
    expect(value(features, 'gated')).toEqual([null, 'prerequisite']);
    expect(value(features, 'one')).toEqual([null, 'cyclicPrerequisite']);
  });

  it('is overridden before all', () => {
    const forcedFeatureValues = new Map([['f', 'forced']]);
    expect(value({ f: { defaultValue: 1 } }, 'f', { forcedFeatureValues })).toEqual(['forced', 'override']);
  });
});
