export { CollectorModule } from './collector.module.js';
export { configureCollector } from './configure-collector.js';
export type { CollectorLimits } from './limits/collector-limits.js';
