import { deadLetter, ok, type Outcome, type ParsedEvent } from '@groundswell/ingestion';
import type { ProjectSettings } from '../../projects/project-settings.js';

const DAY_MS = 86_400_000;

/** An event of a project that exists, not older on arrival than live traffic of it may be. */
export function checkLateWindow(
  parsed: ParsedEvent,
  project: ProjectSettings | undefined,
): Outcome<ParsedEvent> {
  const { event, timestamp, receivedAt } = parsed;
  if (!project) {
    return deadLetter(
      'unknown_project',
      `There is no project ${event.projectId}; its keys may be from a deleted one.`,
    );
  }
  if (event.source === 'import') return ok(parsed);
  const age = receivedAt - timestamp;
  if (age <= project.lateWindowDays * DAY_MS) return ok(parsed);
  return deadLetter('late', lateSentence(age, project.lateWindowDays), event.projectId);
}

function lateSentence(age: number, windowDays: number): string {
  const days = Math.floor(age / DAY_MS);
  return `The event was ${days} days old when it arrived; this project takes live events up to ${windowDays} days late. Import older ones.`;
}
