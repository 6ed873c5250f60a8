/** As `GET …/imports/{id}` answers (API: Import). */
export interface ImportState {
  state: 'running' | 'done' | 'failed';
  format: string | null;
  rows: number;
  accepted: number;
  rejected: number;
  /** Null until it is done. */
  duplicates: number | null;
  /** Share of the file that is read, 0..1. */
  progress: number;
  rejectedSample: { line: number; file?: string; reason: string }[];
  error: string | null;
}
