/** What the pipeline needs to know of a project. */
export interface ProjectSettings {
  id: number;
  /** IANA zone. */
  timeZone: string;
  lateWindowDays: number;
}

/** Where projects are looked up; those that do not exist are missing from the answer. */
export interface ProjectSource {
  find(ids: number[]): Promise<ProjectSettings[]>;
  /** Which of these were deleted: their records are passed over, not kept as dead letters of nobody. */
  deleted?(ids: number[]): Promise<Set<number>>;
  /** Drops what is remembered; the next `find` asks anew. */
  forget(): void;
}
