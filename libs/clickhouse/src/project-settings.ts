import type { Project } from '@groundswell/contracts';

/** What a query needs to know of its project. */
export type ProjectSettings = Pick<Project, 'id' | 'timeZone' | 'weekStart' | 'activeEvents'>;
