import type { ChannelRule, CohortDefinition, Project } from '@groundswell/contracts';

/** Whom a saved cohort holds: by rules, or as they were taken down (`cohort_members`). */
export type Audience = { id: number; name: string } & (
  { definition: CohortDefinition } | { generation: number }
);

/** What a question about people needs to know besides. */
export interface Audiences {
  /** Of the project, that the question names. */
  cohorts: readonly Audience[];
  /** Local day up to which "the last days" go. */
  today: string;
  anyMerges: boolean;
}

/** What a query needs to know of its project. */
export type ProjectSettings = Pick<Project, 'id' | 'timeZone' | 'weekStart' | 'activeEvents'> & {
  audiences?: Audiences;
  /** Absent: those of the product. */
  channelRules?: readonly ChannelRule[];
};
