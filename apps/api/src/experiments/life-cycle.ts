import type { ExperimentState } from '@groundswell/contracts';

/** What may be done to an experiment beside changing it. */
export const ACTS = ['start', 'stop', 'decide', 'archive', 'delete'] as const;
export type Act = (typeof ACTS)[number];

const ALLOWED: Record<Act, readonly ExperimentState[]> = {
  start: ['draft'],
  stop: ['running'],
  // A decision ends a test that runs; one that was taken may be revised while it is not archived.
  decide: ['running', 'stopped'],
  archive: ['draft', 'stopped'],
  delete: ['draft'],
};

const WHY_NOT: Record<Act, Record<ExperimentState, string>> = {
  start: {
    draft: '',
    running: 'It runs already.',
    stopped: 'It ran and was stopped: who came back would be counted twice. Make another one like it.',
    archived: 'It is archived. Make another one like it.',
  },
  stop: {
    draft: 'It has not been started.',
    running: '',
    stopped: 'It was stopped already.',
    archived: 'It is archived.',
  },
  decide: {
    draft: 'There is nothing to decide before it was started.',
    running: '',
    stopped: '',
    archived: 'It is archived, and its verdict stands.',
  },
  archive: {
    draft: '',
    running: 'It is running: stop it first.',
    stopped: '',
    archived: 'It is archived already.',
  },
  delete: {
    draft: '',
    running: 'Only a draft can be deleted; stop and archive this one.',
    stopped: 'Only a draft can be deleted; archive this one, so that what was learned stays.',
    archived: 'Only a draft can be deleted; what was learned of this one stays.',
  },
};

/** Why an act is not possible in a state; null where it is. */
export function whyNot(act: Act, state: ExperimentState): string | null {
  return ALLOWED[act].includes(state) ? null : WHY_NOT[act][state];
}
