import {
  type Context,
  GrowthBook,
  type StickyAssignmentsDocument,
  StickyBucketServiceSync,
} from '@growthbook/growthbook';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import type { AssignmentContext } from './context.js';
import { evalFeature } from './evaluation/eval-feature.js';
import { run } from './evaluation/run.js';
import { evalCondition } from './targeting/eval-condition.js';

/** Random features for random people: the real SDK and this library have to say the same, to the last field. */

// The SDK writes a line for each weight and coverage that it does not like; some of these are of that kind.
let silenced: ReturnType<typeof jest.spyOn>;
beforeAll(() => {
  silenced = jest.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterAll(() => silenced.mockRestore());

const NAMES = ['id', 'device', 'country', 'tags', 'nested'];
const KEYS = ['f0', 'f1', 'f2', 'f3'];
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const compact = <T extends object>(arbitrary: fc.Arbitrary<T>) =>
  arbitrary.map((value) => JSON.parse(JSON.stringify(value)) as T);

const scalar = fc.oneof(
  fc.constantFrom('', 'a', 'A', 'b', 'DE', '1', '1.2.0', '1.10.0', '1.10.0-rc.1', 'v2', 'null'),
  fc.integer({ min: -1, max: 3 }),
  fc.boolean(),
  fc.constant(null),
);
const scalars = fc.array(scalar, { maxLength: 3 });
const value = fc.oneof(
  scalar,
  scalars,
  fc.dictionary(fc.constantFrom('os', 'v'), scalar, { maxKeys: 2, noNullPrototype: true }),
);
const attributes = fc
  .record(
    {
      id: fc.oneof(fc.uuid(), fc.nat(), fc.constantFrom('', 'ada')),
      device: value,
      country: scalar,
      tags: scalars,
      nested: value,
    },
    { requiredKeys: [] },
  )
  .map((all) => JSON.parse(JSON.stringify(all)) as Record<string, unknown>);

const savedGroups = {
  people: ['ada', 'a', 1, 'DE'],
  nobody: [] as string[],
  listed: { type: 'list', attributeKey: 'country', values: ['DE', 1, null] },
  asked: { type: 'condition', condition: { $savedGroup: { id: 'listed', attributeKey: 'device' } } },
  circle: { type: 'condition', condition: { $not: { $savedGroup: { id: 'circle' } } } },
} as const;
const GROUPS = [...Object.keys(savedGroups), 'missing'];

const OF_VALUES = [
  '$eq',
  '$ne',
  '$lt',
  '$lte',
  '$gt',
  '$gte',
  '$veq',
  '$vne',
  '$vlt',
  '$vlte',
  '$vgt',
  '$vgte',
];
const OF_LISTS = ['$in', '$nin', '$ini', '$nini', '$all', '$alli'];
const given = (names: readonly string[], arbitrary: fc.Arbitrary<unknown>) =>
  fc.tuple(fc.constantFrom(...names), arbitrary).map(([name, inner]) => ({ [name]: inner }));

const reference = compact(
  fc.record({ id: fc.constantFrom(...GROUPS), attributeKey: optional(fc.constantFrom('id', 'country')) }),
);

const { condition } = fc.letrec<{ condition: Record<string, unknown>; wanted: unknown; operators: object }>(
  (tie) => ({
    operators: fc
      .array(
        fc.oneof(
          { depthSize: 'small', withCrossShrink: true },
          given(OF_VALUES, scalar),
          given(
            OF_LISTS,
            fc.oneof({ weight: 9, arbitrary: scalars }, { weight: 1, arbitrary: fc.constant('a') }),
          ),
          given(['$exists'], fc.boolean()),
          given(['$type'], fc.constantFrom('null', 'array', 'string', 'number', 'boolean', 'object')),
          given(['$regex', '$regexi'], fc.constantFrom('^a', 'D', '1[.]', '(', 'a/b|2', '')),
          given(['$inGroup', '$notInGroup'], fc.constantFrom(...GROUPS)),
          given(['$not', '$size'], tie('wanted')),
          given(['$elemMatch'], tie('operators')),
          given(['$unknown'], scalar),
        ),
        { minLength: 1, maxLength: 2 },
      )
      .map((all) => Object.assign({}, ...all) as object),
    wanted: fc.oneof({ depthSize: 'small' }, value, tie('operators')),
    condition: fc.oneof(
      { depthSize: 'small' },
      fc.dictionary(fc.constantFrom(...NAMES, 'nested.os', 'tags.0', 'device.v'), tie('wanted'), {
        maxKeys: 2,
      }),
      given(['$and', '$or', '$nor'], fc.array(tie('condition'), { maxLength: 2 })) as fc.Arbitrary<
        Record<string, unknown>
      >,
      given(['$savedGroup'], reference) as fc.Arbitrary<Record<string, unknown>>,
      given(['$not'], tie('condition')) as fc.Arbitrary<Record<string, unknown>>,
    ),
  }),
);

const share = fc.integer({ min: 0, max: 20 }).map((twentieth) => twentieth / 20);
const range = fc.tuple(share, share);
const variations = fc.array(scalar, { minLength: 1, maxLength: 4 });
const parents = fc.array(
  fc.record({
    id: fc.constantFrom(...KEYS),
    condition: fc.oneof(
      fc.constant({}),
      fc.record({ value: fc.oneof(scalar, fc.constant({ $exists: true })) }),
    ),
    gate: fc.boolean(),
  }),
  { minLength: 1, maxLength: 2 },
);
const division = {
  key: optional(fc.constantFrom('e1', 'e2')),
  hashAttribute: optional(fc.constantFrom('id', 'device')),
  fallbackAttribute: optional(fc.constantFrom('device', 'country')),
  hashVersion: optional(fc.constantFrom(1, 2, 3)),
  seed: optional(fc.constantFrom('', 'seed')),
  coverage: optional(fc.oneof(share, fc.constantFrom(-1, 2))),
  weights: optional(
    fc.oneof(fc.array(share, { maxLength: 4 }), fc.constantFrom([0.2, 0.8], [0.1, 0.3, 0.6])),
  ),
  ranges: optional(fc.array(range, { minLength: 1, maxLength: 4 })),
  namespace: optional(fc.tuple(fc.constant('space'), share, share)),
  filters: optional(
    fc.array(
      fc.record({
        seed: fc.constant('filter'),
        ranges: fc.array(range, { minLength: 1, maxLength: 2 }),
        attribute: fc.constantFrom('id', 'device'),
        hashVersion: fc.constantFrom(1, 2),
      }),
      { maxLength: 1 },
    ),
  ),
  condition: optional(condition),
  name: optional(fc.constant('named')),
  phase: optional(fc.constant('1')),
  disableStickyBucketing: optional(fc.boolean()),
  bucketVersion: optional(fc.constantFrom(0, 1)),
  minBucketVersion: optional(fc.constantFrom(0, 1, 2)),
};
const meta = fc.array(fc.record({ key: fc.constantFrom('k0', 'k1'), passthrough: fc.boolean() }), {
  minLength: 4,
  maxLength: 4,
});
const rule = compact(
  fc.oneof(
    fc.record({
      ...division,
      id: optional(fc.constant('rule')),
      force: scalar,
      range: optional(range),
      parentConditions: optional(parents),
    }),
    fc.record({ ...division, variations, meta: optional(meta), parentConditions: optional(parents) }),
    fc.record({ parentConditions: parents }),
  ),
);
const features = fc.dictionary(
  fc.constantFrom(...KEYS),
  compact(fc.record({ defaultValue: optional(value), rules: optional(fc.array(rule, { maxLength: 3 })) })),
);
const experiment = compact(
  fc.record({
    ...division,
    key: fc.constantFrom('e1', 'e2'),
    variations,
    meta: optional(meta),
    parentConditions: optional(parents),
    active: optional(fc.boolean()),
    status: optional(fc.constantFrom('draft', 'running', 'stopped')),
    force: optional(fc.integer({ min: -1, max: 4 })),
    urlPatterns: optional(
      fc.array(
        fc.record({
          include: fc.boolean(),
          type: fc.constantFrom('simple', 'regex'),
          pattern: fc.constantFrom(
            '/',
            '/buy',
            '*/buy*',
            'shop.example.com/*',
            '/buy?from=ad',
            '^/b',
            '(',
            'https://shop.example.com/buy/',
          ),
        }),
        { maxLength: 2 },
      ),
    ),
  }),
);
const settings = fc.record({
  enabled: fc.boolean(),
  qaMode: fc.boolean(),
  url: fc.constantFrom(
    '',
    'https://shop.example.com/buy?e1=1&from=ad#top',
    'http://shop.example.com/buy/?e2=7',
    'https://example.com',
  ),
  forcedVariations: fc.dictionary(fc.constantFrom('e1', 'e2', 'f0'), fc.integer({ min: -1, max: 4 }), {
    maxKeys: 1,
  }),
});
const usual = fc.constant({ enabled: true, qaMode: false, url: '', forcedVariations: {} });

class KeptNowhere extends StickyBucketServiceSync {
  getAssignmentsSync(): null {
    return null;
  }
  saveAssignmentsSync(): void {}
}
const docs = fc.dictionary(
  fc.constantFrom('e1__0', 'e1__1', 'e2__0', 'f0__0', 'f1__0'),
  fc.constantFrom('k0', 'k1', '0', '1'),
  { maxKeys: 3 },
);

/** Both of one world, each with documents of its own to write in. */
function both(
  context: Record<string, unknown>,
  attributesOf: Record<string, unknown>,
  kept?: Record<string, string>,
) {
  const told = { theirs: [] as unknown[], ours: [] as unknown[] };
  const documents = () =>
    Object.fromEntries(
      ['id', 'device', 'country'].map((attributeName) => {
        const raw = attributesOf[attributeName] || '';
        const attributeValue = typeof raw === 'string' ? raw : JSON.stringify(raw);
        return [
          `${attributeName}||${attributeValue}`,
          { attributeName, attributeValue, assignments: { ...kept } },
        ];
      }),
    ) as Record<string, StickyAssignmentsDocument>;
  const shared = { ...context, attributes: attributesOf, savedGroups };
  const sticky = kept && { stickyBucketService: new KeptNowhere(), stickyBucketAssignmentDocs: documents() };
  const sdk = new GrowthBook({
    ...shared,
    ...sticky,
    trackingCallback: (one: { key: string }, result: unknown) => void told.theirs.push([one.key, result]),
  } as unknown as Context);
  const ours: AssignmentContext = {
    ...shared,
    ...(kept && { stickyBucketAssignmentDocs: documents() }),
    trackingCallback: (one, result) => told.ours.push([one.key, result]),
  };
  return { sdk, ours, told };
}

/** The SDK tells of each variation of each experiment once. */
function once(told: unknown[]): unknown[] {
  const seen = new Set<string>();
  return told.filter((one) => {
    const [key, result] = one as [string, { hashAttribute: string; hashValue: unknown; variationId: number }];
    const name = `${result.hashAttribute}${result.hashValue}${key}${result.variationId}`;
    return !seen.has(name) && seen.add(name);
  });
}

it('of conditions', () => {
  fc.assert(
    fc.property(attributes, condition, (who, asked) => {
      const feature = { defaultValue: false, rules: [{ force: true, condition: asked }] };
      const { sdk } = both({ features: { feature } }, who);
      expect(evalCondition(who, asked, savedGroups)).toBe(sdk.evalFeature('feature').value);
      sdk.destroy();
    }),
    { numRuns: 1500 },
  );
});

it('of features, whom they tell of, and the buckets that they keep', () => {
  fc.assert(
    fc.property(attributes, features, optional(docs), fc.oneof(usual, settings), (who, all, kept, more) => {
      const { sdk, ours, told } = both({ ...more, features: all }, who, kept);
      for (const key of KEYS) expect(evalFeature(ours, key)).toEqual(sdk.evalFeature(key));
      expect(once(told.ours)).toEqual(told.theirs);
      if (kept) expect(ours.stickyBucketAssignmentDocs).toEqual(sdk.getStickyBucketAssignmentDocs());
      sdk.destroy();
    }),
    { numRuns: 1000 },
  );
});

it('of experiments', () => {
  fc.assert(
    fc.property(
      attributes,
      experiment,
      features,
      optional(docs),
      fc.oneof(usual, settings),
      (who, one, all, kept, more) => {
        const { sdk, ours } = both({ ...more, features: all }, who, kept);
        expect(run(one as never, ours)).toEqual(sdk.run(one as never));
        sdk.destroy();
      },
    ),
    { numRuns: 1000 },
  );
});
