import { describe, expect, it } from '@jest/globals';
import type { AcceptedEvent } from '@groundswell/contracts';
import { checkLateWindow } from './late-window.js';

const DAY = 86_400_000;
const project = { id: 1, timeZone: 'UTC', lateWindowDays: 30 };
const at = (age: number, source: 'live' | 'import' = 'live') => ({
  event: { projectId: 1, source } as AcceptedEvent,
  timestamp: 1_700_000_000_000 - age,
  receivedAt: 1_700_000_000_000,
});

describe('checkLateWindow', () => {
  it.each([
    ['on time', at(0), 'ok'],
    ['exactly at the end of the window', at(30 * DAY), 'ok'],
    ['a millisecond too late', at(30 * DAY + 1), 'deadLetter'],
    ['from the future', at(-DAY), 'ok'],
    ['years old, imported', at(2000 * DAY, 'import'), 'ok'],
  ])('%s', (_name, parsed, kind) => {
    expect(checkLateWindow(parsed, project).kind).toBe(kind);
  });

  it('says how late it was and how late it may be', () => {
    expect(checkLateWindow(at(45 * DAY), project)).toMatchObject({
      reason: 'late',
      projectId: 1,
      detail: expect.stringContaining('45 days old') as unknown as string,
    });
  });

  it('refuses a project that is not there, without naming it as the owner', () => {
    const outcome = checkLateWindow(at(0), undefined);
    expect(outcome).toMatchObject({ reason: 'unknown_project' });
    expect(outcome).toHaveProperty('projectId', undefined);
  });
});
