export { DEMO, demoAnnotations, demoTargets, totalDays } from './plan/facts.js';
export { simulate, type SimulationOptions } from './simulate.js';
export type { SegmentMessage } from './messages/segment-message.js';
