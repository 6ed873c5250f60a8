export { CollectorModule } from './collector.module.js';
export { configureCollector } from './configure-collector.js';
