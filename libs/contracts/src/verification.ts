/** What of one local day is not as it should be. */
export interface VerifiedDay {
  /** In the project's zone, `YYYY-MM-DD`. */
  day: string;
  /** Message ids that the log holds of the day. */
  logged: number;
  /** Raw events. */
  stored: number;
  /** Of the logged, those that no raw event has. */
  missing: number;
  /** Raw events beyond the first of a message id. */
  duplicates: number;
  /** Raw events whose retry would not be known as a copy. */
  unknownIds: number;
  /** Rollups that hold other people than the raw events: how many they lack, and have too many. */
  rollups: { table: string; missing: number; extra: number }[];
}

/** What was found of one project. */
export interface VerificationReport {
  projectId: number;
  differs: boolean;
  logged: number;
  stored: number;
  missing: number;
  duplicates: number;
  /** Whether the log still holds its first record: only then is what the log lacks known to be nowhere. */
  logIsWhole: boolean;
  /** First local day whose raw events were not deleted by age; null when none were. */
  rawFrom: string | null;
  /** Parts of tables, of all projects, whose files are not what was written. */
  brokenParts: { table: string; part: string; message: string }[];
  /** Days that differ. */
  days: VerifiedDay[];
  /** With a repair: what was found before it. */
  repaired?: VerificationReport;
}

/** A line of the answer. */
export type VerificationLine = { progress: string } | { report: VerificationReport } | { error: string };
