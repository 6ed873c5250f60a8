import type { MetricDefinition, Variation } from '@groundswell/contracts';
import type { Bindings } from '../conditions/bound.js';
import type { MergedPeople } from '../identity/merged-people.js';
import type { Entries } from '../metric/entries.query.js';
import type { ProjectSettings } from '../project-settings.js';

/** What is asked of an experiment. */
export interface Analysis {
  /** Of the experiment, as exposures name it. */
  key: string;
  variations: Pick<Variation, 'key' | 'name'>[];
  /** Live exposures from then on count; imported ones do whenever they were. */
  start: Date;
  /** Nothing from then on counts. */
  end: Date;
  metrics: { id: number; definition: MetricDefinition }[];
  /** Days before the exposure from which the covariates are; null: none. */
  cupedDays: number | null;
  /** Property of the exposure, or `person.NAME`, whose values are clusters of people. */
  clusterBy: string | null;
  /** Properties of the exposure, or `person.NAME`, by which results are cut. */
  slices: string[];
}

export interface AnalysisContext {
  analysis: Analysis;
  /** First and last of the people who are looked at, by number; absent: everybody. */
  range?: [number, number];
  /** Whether the exposed are so few of all people that the events of the others are better left out first. */
  areFew?: boolean;
  /** Outside of experiments: who is active in a period stands for who was exposed. */
  entries?: Entries;
  /** Funnels are told by time alone, and people of whom that does not tell are counted. */
  byTime?: boolean;
  project: ProjectSettings;
  people: MergedPeople;
  bindings: Bindings;
}
