import type { AttributionModel, Repeats } from '@groundswell/contracts';
import { collapseRepeats } from './journey/journey.js';
import { markov } from './models/markov.js';
import { stepsOf } from './models/markov-steps.js';
import {
  type Rule,
  firstTouch,
  lastNonDirect,
  lastTouch,
  linear,
  position,
  timeDecay,
} from './models/rule-models.js';
import { shapleyOfPath } from './models/shapley.js';
import { type Credits, DIRECT, type Path, UNATTRIBUTED } from './path.js';

export const DAY_MS = 86_400_000;

export interface AttributionOptions {
  model: AttributionModel;
  /** Of time decay; 7 days. */
  halfLifeMs?: number;
  /** Keys that are direct traffic, for last non-direct. */
  direct?: Iterable<string>;
  /** Adjacent touches with the same key: kept by default. */
  repeats?: Repeats;
}

/**
 * What each key gets of the conversions and their revenue; every key of the paths is there, with 0 where it gets nothing. The
 * credits, with those of UNATTRIBUTED, add up to the conversions and the revenue (docs/definitions.md, "Attribution").
 * @throws AttributionError where the model cannot use the paths
 */
export function attribute(paths: readonly Path[], options: AttributionOptions): Credits {
  const prepared = options.repeats === 'collapse' ? paths.map(collapsed) : paths;
  if (options.model === 'markov') return markov(stepsOf(prepared)).credits;
  const rule = ruleOf({ ...options, model: options.model });
  const credits: Credits = new Map();
  for (const path of prepared) credit(credits, path, rule);
  return credits;
}

function collapsed(path: Path): Path {
  return { ...path, touches: collapseRepeats(path.touches) };
}

function ruleOf({
  model,
  halfLifeMs = 7 * DAY_MS,
  direct = [DIRECT],
}: AttributionOptions & { model: Exclude<AttributionModel, 'markov'> }): Rule {
  switch (model) {
    case 'first':
      return firstTouch;
    case 'last':
      return lastTouch;
    case 'lastNonDirect':
      return lastNonDirect(new Set(direct));
    case 'linear':
      return linear;
    case 'position':
      return position;
    case 'timeDecay':
      return timeDecay(halfLifeMs);
    case 'shapley':
      return shapleyOfPath;
  }
}

function credit(credits: Credits, { touches, conversions, revenue }: Path, rule: Rule): void {
  if (touches.length === 0) {
    if (conversions > 0) give(credits, UNATTRIBUTED, 1, conversions, revenue);
    return;
  }
  const shares = rule(touches);
  touches.forEach(({ key }, at) => give(credits, key, shares[at] ?? 0, conversions, revenue));
}

function give(credits: Credits, key: string, share: number, conversions: number, revenue: number): void {
  const own = credits.get(key) ?? { conversions: 0, revenue: 0 };
  own.conversions += share * conversions;
  own.revenue += share * revenue;
  credits.set(key, own);
}
