/** A table that holds people: rows that are one person's, or bitmaps of many. */
export type PeopleTable = { table: string; rows: string[] } | { table: string; bitmaps: string[] };

/**
 * Every table with people in it, and where in it they are. A new table or rollup is added here or to
 * `TABLES_WITHOUT_PEOPLE`; a test fails otherwise, as an erasure would miss it. Rollups come before the events, so that
 * a count of rows tells how far an erasure is.
 */
export const PEOPLE_TABLES: PeopleTable[] = [
  { table: 'activity', bitmaps: ['people'] },
  { table: 'active_people', bitmaps: ['people'] },
  { table: 'other_activity', bitmaps: ['people'] },
  { table: 'persons', rows: ['person_id'] },
  { table: 'cohort_members', rows: ['person_id'] },
  { table: 'recent_events', rows: ['person_id'] },
  { table: 'person_overrides', rows: ['from_person_id', 'into_person_id'] },
  { table: 'events', rows: ['person_id'] },
];

/** Tables that an erasure leaves alone, and why. */
export const TABLES_WITHOUT_PEOPLE: Record<string, string> = {
  message_ids: 'digests of message ids, by which a late retry of an erased event is still known as a copy',
  schema_migrations: 'of the product',
};
