import { useEffect, useRef, useState } from 'react';
import type { ImportView } from '../../api/types.js';

interface Sample {
  rows: number;
  share: number;
  at: number;
}

export interface ImportPace {
  rowsPerSecond: number | null;
  /** Ms. */
  left: number | null;
}

const WINDOW_MS = 15_000;
const UNKNOWN: ImportPace = { rowsPerSecond: null, left: null };

/** How fast an import goes, by what was seen of it in the last seconds. */
export function usePace({ rows, progress: share }: ImportView): ImportPace {
  const samples = useRef<Sample[]>([]);
  const [pace, setPace] = useState(UNKNOWN);
  useEffect(() => {
    const at = Date.now();
    samples.current = [...samples.current, { rows, share, at }].filter((one) => at - one.at <= WINDOW_MS);
    setPace(paceOf(samples.current));
  }, [rows, share]);
  return pace;
}

/** @param samples oldest first */
export function paceOf(samples: Sample[]): ImportPace {
  const first = samples[0];
  const last = samples.at(-1);
  if (!first || !last || last.at === first.at) return UNKNOWN;
  const ms = last.at - first.at;
  const done = last.share - first.share;
  return {
    rowsPerSecond: ((last.rows - first.rows) / ms) * 1000,
    left: done > 0 ? ((1 - last.share) * ms) / done : null,
  };
}
