/** Error body `application/problem+json`, RFC 9457. `detail` says what to change. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  /** Where in the body the fault is; `path` in dotted form, `''` for the body itself. */
  errors?: { path: string; message: string }[];
}
