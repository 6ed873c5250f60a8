/** As the pipeline names them. */
export const REASONS = ['malformed', 'no_identity', 'late', 'unknown_project', 'unstorable'];

export const isKnownReason = (reason: string): boolean => REASONS.includes(reason);
