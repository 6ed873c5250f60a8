import type { Path } from '../path.js';

/** One step of the paths, and how many of those that took it ended how. A path that takes it twice counts twice. */
export interface Step {
  /** Null: the beginning. */
  from: string | null;
  /** Null: the end. */
  to: string | null;
  conversions: number;
  nulls: number;
  revenue: number;
}

/** The steps of all paths, each once. */
export function stepsOf(paths: readonly Path[]): Step[] {
  const steps = new Map<string | null, Map<string | null, Step>>();
  for (const path of paths) {
    const states = [null, ...path.touches.map(({ key }) => key), null];
    for (let at = 1; at < states.length; at++) {
      add(stepOf(steps, states[at - 1] ?? null, states[at] ?? null), path);
    }
  }
  return [...steps.values()].flatMap((next) => [...next.values()]);
}

function stepOf(
  steps: Map<string | null, Map<string | null, Step>>,
  from: string | null,
  to: string | null,
): Step {
  const next = steps.get(from) ?? new Map<string | null, Step>();
  const step = next.get(to) ?? { from, to, conversions: 0, nulls: 0, revenue: 0 };
  steps.set(from, next.set(to, step));
  return step;
}

function add(step: Step, { conversions, nulls, revenue }: Path): void {
  step.conversions += conversions;
  step.nulls += nulls;
  step.revenue += revenue;
}
