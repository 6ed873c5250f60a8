import { Matrix, inverse } from 'ml-matrix';
import { AttributionError } from '../attribution-error.js';
import { type Credits, UNATTRIBUTED } from '../path.js';
import type { Step } from './markov-steps.js';

export interface Markov {
  credits: Credits;
  /** Chance that a path ends with a conversion: conversions / (conversions + nulls); 0 where there is no path. */
  conversionProbability: number;
  /** Of each key: the part of that chance that is lost without it, 0..1. */
  removalEffects: Map<string, number>;
}

/** What it takes grows with their cube. */
export const MOST_KEYS = 500;

/**
 * Credits by removal effect in an absorbing chain of order one (Anderl, Becker, von Wangenheim, Schumann 2016, "Mapping the
 * customer journey"), solved exactly: with N = (I − Q)⁻¹, a walk reaches key c at all with chance h = (s·N)_c / N_cc and then
 * converts with chance b = (N·r)_c, so a chain in which every step to c ends without conversion loses h·b.
 * @throws AttributionError for more keys than can be solved
 */
export function markov(steps: readonly Step[]): Markov {
  const keys = keysOf(steps);
  if (keys.length > MOST_KEYS) {
    throw new AttributionError(`Markov can tell ${MOST_KEYS} keys apart, and here are ${keys.length}.`);
  }
  const chain = chainOf(keys, steps);
  const lost = losses(chain);
  const { conversions, nulls } = totalsOf(steps.filter(({ from }) => from === null));
  const probability = conversions + nulls === 0 ? 0 : conversions / (conversions + nulls);
  const effect = (loss: number) => (probability === 0 ? 0 : loss / probability);
  return {
    credits: creditsOf(keys, steps, lost),
    conversionProbability: probability,
    removalEffects: new Map(keys.map((key, index) => [key, effect(lost.conversions[index] ?? 0)])),
  };
}

function keysOf(steps: readonly Step[]): string[] {
  const keys = new Set(steps.map(({ to }) => to).filter((key) => key !== null));
  return [...keys];
}

interface Chain {
  /** Chances from the beginning to each key: a row. */
  start: Matrix;
  /** I − Q: Q are the chances from key to key. A step from a key to itself changes nothing that is asked, and is left out. */
  stay: Matrix;
  /** Of each key: the chance to convert in the next step, and the revenue that is expected of that. Columns. */
  converts: Matrix;
  earns: Matrix;
}

function chainOf(keys: string[], steps: readonly Step[]): Chain {
  const count = keys.length;
  const index = new Map(keys.map((key, at) => [key, at]));
  const leaving = steps.filter(({ from, to }) => from === null || from !== to);
  const out = outflows(leaving);
  const chain = {
    start: Matrix.zeros(1, count),
    stay: Matrix.eye(count, count),
    converts: Matrix.zeros(count, 1),
    earns: Matrix.zeros(count, 1),
  };
  for (const step of leaving) place(chain, step, index, out.get(step.from) ?? 0);
  return chain;
}

function outflows(steps: readonly Step[]): Map<string | null, number> {
  const out = new Map<string | null, number>();
  for (const { from, conversions, nulls } of steps) out.set(from, (out.get(from) ?? 0) + conversions + nulls);
  return out;
}

function place({ start, stay, converts, earns }: Chain, step: Step, index: Map<string, number>, out: number) {
  if (out === 0) return;
  const from = step.from === null ? undefined : index.get(step.from);
  const to = step.to === null ? undefined : index.get(step.to);
  const chance = (step.conversions + step.nulls) / out;
  if (from !== undefined && to !== undefined) stay.set(from, to, -chance);
  else if (to !== undefined) start.set(0, to, chance);
  else if (from !== undefined) {
    converts.set(from, 0, step.conversions / out);
    earns.set(from, 0, step.revenue / out);
  }
}

interface Losses {
  conversions: number[];
  revenue: number[];
}

/** What a path is expected to bring less without each key. */
function losses({ start, stay, converts, earns }: Chain): Losses {
  if (stay.rows === 0) return { conversions: [], revenue: [] };
  const visits = inverse(stay);
  const reached = start.mmul(visits).to1DArray();
  const loss = (brings: Matrix) =>
    visits
      .mmul(brings)
      .to1DArray()
      .map((then, key) => ((reached[key] ?? 0) / visits.get(key, key)) * then);
  return { conversions: loss(converts), revenue: loss(earns) };
}

function creditsOf(keys: string[], steps: readonly Step[], lost: Losses): Credits {
  const touched = totalsOf(steps.filter(({ from, to }) => from !== null && to === null));
  const untouched = totalsOf(steps.filter(({ from, to }) => from === null && to === null));
  const converting = new Set(steps.filter(({ conversions }) => conversions > 0).map(({ to }) => to));
  const only = (values: number[]) => values.map((value, at) => (converting.has(keys[at] ?? '') ? value : 0));
  const conversions = share(touched.conversions, only(lost.conversions));
  const isRefund = steps.some(({ revenue }) => revenue < 0);
  const byRevenue = !isRefund && touched.revenue > 0;
  const revenue = share(touched.revenue, only(byRevenue ? lost.revenue : lost.conversions));
  const credits: Credits = new Map(
    keys.map((key, at) => [key, { conversions: conversions[at] ?? 0, revenue: revenue[at] ?? 0 }]),
  );
  if (untouched.conversions > 0) {
    credits.set(UNATTRIBUTED, { conversions: untouched.conversions, revenue: untouched.revenue });
  }
  return credits;
}

function share(total: number, weights: number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => (weight === 0 ? 0 : (total * weight) / sum));
}

function totalsOf(steps: readonly Step[]): { conversions: number; nulls: number; revenue: number } {
  const totals = { conversions: 0, nulls: 0, revenue: 0 };
  for (const { conversions, nulls, revenue } of steps) {
    totals.conversions += conversions;
    totals.nulls += nulls;
    totals.revenue += revenue;
  }
  return totals;
}
