import { BODY_LIMIT_MS } from '../http/receive-body.js';

export interface CollectorLimits {
  /** Events per second of one write key, in this process; 0 for no limit. */
  eventsPerSecond: number;
  /** How long a body may take to arrive, ms. */
  bodyLimitMs: number;
}

export const DEFAULT_LIMITS: CollectorLimits = { eventsPerSecond: 0, bodyLimitMs: BODY_LIMIT_MS };
