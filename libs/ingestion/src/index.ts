export * from './segment/accept-segment.js';
export * from './posthog/accept-posthog.js';
export * from './import/accept-export-row.js';
export * from './import/accept-import-row.js';
export * from './import/export-format.js';
export * from './import/import-mapping.js';
export type { Acceptance, Accepted, Refused } from './acceptance.js';
