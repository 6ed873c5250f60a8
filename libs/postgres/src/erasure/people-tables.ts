/**
 * What an erasure does with each table of PostgreSQL. A new table is added to one of the two lists; a test fails
 * otherwise.
 */
export const TABLES_WITH_PEOPLE = {
  persons: 'rows deleted',
  distinct_ids: 'rows deleted with their person',
  person_merges: 'rows deleted',
  person_aliases: 'rows deleted',
  alias_members: 'rows deleted',
  dead_letters: 'letters of the person deleted',
  imports: 'reasons that quote an id replaced',
  reports: 'those that filter by an id of the person deleted',
  referral_clearances: 'rows deleted',
  referral_codes: 'rows deleted',
  audit_log: 'details that name the person replaced',
  erasures: 'emptied of the person once it is done',
} as const;

export const TABLES_WITHOUT_PEOPLE = {
  schema_migrations: 'of the product',
  users: 'members, not people who are measured',
  sessions: 'of members',
  api_tokens: 'of members',
  members: 'of members',
  projects: 'settings',
  project_keys: 'settings',
  person_counters: 'counts',
  ingest_batches: 'offsets',
  event_logs: 'names of logs',
  erased_ids: 'keyed hashes, which keep people erased',
  erasure_secrets: 'their keys',
  annotations: 'what members note on days',
  panel_figures: 'of products',
  dashboards: 'ids of reports',
  dashboard_shares: 'hashes of links',
  alerts: 'rules, and whom of the team they tell',
  alert_runs: 'counts',
  alert_deliveries: 'counts',
  metrics: 'definitions',
  experiments: 'settings',
  experiment_layers: 'settings',
  referral_programs: 'names of events and properties',
  hash_secrets: 'keys of the hashes of fields',
} as const;
