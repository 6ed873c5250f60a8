import { Registry, collectDefaultMetrics } from 'prom-client';

/** The registry behind `GET /metrics`; every module registers its own series here. */
export const metrics = new Registry();

collectDefaultMetrics({ register: metrics });
