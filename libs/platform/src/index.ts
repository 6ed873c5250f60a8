export * from './config.js';
export * from './problem-exception.js';
export * from './problem-filter.js';
export * from './logger.js';
export * from './metrics.js';
export * from './outage.js';
export * from './secret-box.js';
