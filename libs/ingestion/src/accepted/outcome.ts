/** Left out on purpose; nothing is kept of it but a count. */
export type DropReason = 'duplicate' | 'erased' | 'project_deleted';

/** Machine-readable; each comes with one sentence for a person. */
export type DeadLetterReason = 'malformed' | 'no_identity' | 'unknown_project' | 'late' | 'unstorable';

export interface Ok<T> {
  kind: 'ok';
  value: T;
}

export interface Drop {
  kind: 'drop';
  reason: DropReason;
}

export interface DeadLetter {
  kind: 'deadLetter';
  reason: DeadLetterReason;
  /** One sentence: what is wrong with this event. */
  detail: string;
  /** Known where the record could be read that far. */
  projectId?: number;
}

/** What a step makes of one event. Failures of engines are thrown instead: they concern the whole batch. */
export type Outcome<T> = Ok<T> | Drop | DeadLetter;

export const ok = <T>(value: T): Ok<T> => ({ kind: 'ok', value });

export const drop = (reason: DropReason): Drop => ({ kind: 'drop', reason });

export const deadLetter = (reason: DeadLetterReason, detail: string, projectId?: number): DeadLetter => ({
  kind: 'deadLetter',
  reason,
  detail,
  projectId,
});
