import { useMemo, useState } from 'react';
import { type UrlChange, useUrlState } from '../layout/useUrlState.js';
import { useProject } from '../projects/ProjectContext.js';
import { todayIn } from './local-date.js';
import { anchorOf, type Preset, readRange, resolveRange, writeRange, type RangeChoice } from './range.js';

/** The range that the URL names, counted back from where the project's data ends. */
export function useRange(fallback: Preset) {
  const [params, change] = useUrlState();
  const text = params.toString();
  const choice = useMemo(() => readRange(new URLSearchParams(text), fallback), [text, fallback]);
  const setChoice = (next: RangeChoice) => change(writeRange(next) satisfies UrlChange);
  return { ...useResolved(choice), setChoice };
}

/** A range of a dialog's own: that of the page below, in the URL, stays as it is. */
export function useOwnRange(fallback: Preset) {
  const [choice, setChoice] = useState<RangeChoice>({ preset: fallback });
  return { ...useResolved(choice), setChoice };
}

function useResolved(choice: RangeChoice) {
  const { project } = useProject();
  const today = todayIn(project.timeZone);
  const anchor = anchorOf(project.lastDay, today);
  const days = useMemo(
    () => resolveRange(choice, anchor, project.firstDay),
    [choice, anchor, project.firstDay],
  );
  return { choice, days, anchor, isPast: anchor < today };
}
