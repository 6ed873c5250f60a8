/** As the pipeline names them. */
export const REASONS = ['malformed', 'no_identity', 'late', 'unknown_project', 'unstorable'];
