/** What `message_ids` is keyed by, of a row of `events`. */
export const DIGEST = `reinterpretAsUInt128(MD5(concat(toString(project_id), ':', event_id)))`;
