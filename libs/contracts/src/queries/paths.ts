import { z } from 'zod';
import {
  compareFields,
  eventNameSchema,
  filtersSchema,
  optionFields,
  rangeFields,
  type PreviousRange,
  type QueryAnswer,
} from './query-common.js';

export const pathsQuerySchema = z
  .strictObject({
    kind: z.literal('paths'),
    ...rangeFields,
    /** Paths begin with each person's first event of this name. */
    start: eventNameSchema.optional(),
    /** Paths end with each person's first event of this name. */
    end: eventNameSchema.optional(),
    /** Links of a path at most. */
    depth: z.number().int().min(1).max(20).default(5),
    /** `collapse`: an event that follows itself is one with it. */
    repeats: z.enum(['keep', 'collapse']).default('keep'),
    /** A pause of more than this many minutes ends a path; absent: no pause does. */
    pauseMinutes: z.number().int().min(1).max(527_040).optional(),
    /** Events that do not pass are stepped over. */
    filters: filtersSchema,
    ...compareFields,
    ...optionFields,
  })
  .refine(({ start, end }) => start === undefined || end === undefined, {
    path: ['end'],
    message: 'goes without start: a path is read on from its start or back from its end',
  });
export type PathsQuery = z.infer<typeof pathsQuerySchema>;

export interface PathLink {
  source: string;
  target: string;
  /** The link's place from the left, 1 to depth; with `end`, the link into it is the one at depth. */
  step: number;
  /** People who took it there. */
  users: number;
}
export interface PathsAnswer extends QueryAnswer {
  kind: 'paths';
  /** By step; within it most people first, then by name. */
  links: PathLink[];
  /** People with a path, also one of a single event, which has no link. */
  users: number;
  /** Links beyond the most frequent ones of a step that are not listed. */
  omitted: number;
  previous?: PreviousRange & {
    users: number;
    /** users / users then - 1; null for nobody then. */
    change: number | null;
    /** In the order of `links`. */
    links: PreviousPathLink[];
  };
}

/** A link beside itself in the days before. */
export interface PreviousPathLink extends Omit<PathLink, 'users'> {
  /** Null where it is too rare to be listed. */
  users: number | null;
  change: number | null;
}
