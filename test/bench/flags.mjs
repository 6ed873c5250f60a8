import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { count, times } from './table.mjs';

const require = createRequire(import.meta.url);

const PEOPLE = 20_000;
const ROUNDS = 5;

/** Ten flags as projects have them: targeting, a roll-out, tests, one that waits for another. */
export function benchFeatures() {
  const test = (key, more = {}) => ({
    defaultValue: 'control',
    rules: [
      {
        key,
        seed: key,
        hashAttribute: 'id',
        hashVersion: 2,
        coverage: 1,
        weights: [0.5, 0.5],
        meta: [{ key: 'control' }, { key: 'treatment' }],
        variations: ['control', 'treatment'],
        ...more,
      },
    ],
  });
  return {
    ...Object.fromEntries([1, 2, 3, 4].map((at) => [`test-${at}`, test(`test-${at}`)])),
    targeted: test('targeted', { condition: { country: { $in: ['DE', 'FR', 'US'] }, age: { $gte: 18 } } }),
    layered: test('layered', { namespace: ['layer', 0, 0.5] }),
    forced: { defaultValue: false, rules: [{ force: true, condition: { plan: 'pro' } }] },
    rollout: {
      defaultValue: false,
      rules: [{ force: true, coverage: 0.2, hashAttribute: 'id', hashVersion: 2, seed: 'rollout' }],
    },
    waits: {
      defaultValue: false,
      rules: [{ force: true, parentConditions: [{ id: 'forced', condition: { value: true } }] }],
    },
    plain: { defaultValue: { colour: 'blue' } },
  };
}

const attributesOf = (at) => ({
  id: `person-${at}`,
  country: ['DE', 'FR', 'CN', 'US'][at % 4],
  age: at % 80,
  plan: at % 3 === 0 ? 'pro' : 'free',
});

/** Evaluations a second on one core, in turns with the GrowthBook SDK on the same payload; the answers must be the same. */
export function measureLocal() {
  const { evalFeature } = require('@groundswell/assignment');
  const { GrowthBookClient } = require('@growthbook/growthbook');
  const features = benchFeatures();
  const keys = Object.keys(features);
  const client = new GrowthBookClient().initSync({ payload: { features } });
  const sides = {
    ours: (attributes) => keys.map((key) => evalFeature({ features, attributes }, key).value),
    baseline: (attributes) => keys.map((key) => client.evalFeature(key, { attributes }).value),
  };
  for (let at = 0; at < 500; at++) {
    const [ours, theirs] = [sides.ours(attributesOf(at)), sides.baseline(attributesOf(at))];
    if (JSON.stringify(ours) !== JSON.stringify(theirs)) throw new Error(`person-${at} gets something else`);
  }
  const best = { ours: 0, baseline: 0 };
  for (let round = 0; round < ROUNDS; round++)
    for (const [side, evaluate] of Object.entries(sides)) {
      const began = performance.now();
      for (let at = 0; at < PEOPLE; at++) evaluate(attributesOf(at));
      const rate = (1000 * PEOPLE * keys.length) / (performance.now() - began);
      best[side] = Math.max(best[side], rate);
    }
  const what = 'local evaluations of flags, a second on one core (baseline: GrowthBook SDK)';
  return {
    what,
    ours: `${count(best.ours)}/s`,
    baseline: `${count(best.baseline)}/s`,
    ratio: times(best.ours / best.baseline),
  };
}

/**
 * Waits in ms of requests at a fixed rate, whether or not the answers keep up; each counts from when its request was due.
 * @param ask is called with a number and rejects where the answer is not what it should be
 */
export async function atRate(perSecond, seconds, ask) {
  const waits = [];
  const running = new Set();
  const began = performance.now();
  for (let at = 0; at < perSecond * seconds;) {
    const due = Math.min(perSecond * seconds, Math.floor(((performance.now() - began) / 1000) * perSecond));
    for (; at < due; at++) {
      const dueAt = began + (1000 * at) / perSecond;
      const one = ask(at).then(() => waits.push(performance.now() - dueAt));
      running.add(one);
      one.finally(() => running.delete(one)).catch(() => undefined);
    }
    await sleep(1);
  }
  await Promise.all(running);
  return waits;
}
