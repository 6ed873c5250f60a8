import type { ChannelRule, CohortDefinition, NamingLevel, Project } from '@groundswell/contracts';

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

/** What touches call parts of several networks alike: such a key tells the network of its touch, too (`keyAt`). */
export type SharedNames = Readonly<Partial<Record<NamingLevel, readonly string[]>>>;

/** What a query needs to know of its project. */
export type ProjectSettings = Pick<Project, 'id' | 'timeZone' | 'weekStart' | 'activeEvents'> & {
  audiences?: Audiences;
  /** Absent: those of the product. */
  channelRules?: readonly ChannelRule[];
  /** Absent: none. */
  sharedNames?: SharedNames;
};
