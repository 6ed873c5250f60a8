import { useMemo } from 'react';
import { type UrlChange, useUrlState } from '../layout/useUrlState.js';
import { useProject } from '../projects/ProjectContext.js';
import { todayIn } from './local-date.js';
import { anchorOf, type Preset, readRange, resolveRange, writeRange, type RangeChoice } from './range.js';

/** The range that the URL names, counted back from where the project's data ends. */
export function useRange(fallback: Preset) {
  const { project } = useProject();
  const [params, change] = useUrlState();
  const today = todayIn(project.timeZone);
  const anchor = anchorOf(project.lastDay, today);
  const text = params.toString();
  const choice = useMemo(() => readRange(new URLSearchParams(text), fallback), [text, fallback]);
  const days = useMemo(
    () => resolveRange(choice, anchor, project.firstDay),
    [choice, anchor, project.firstDay],
  );
  const setChoice = (next: RangeChoice) => change(writeRange(next) satisfies UrlChange);
  return { choice, days, anchor, isPast: anchor < today, setChoice };
}
