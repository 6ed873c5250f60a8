export { DEMO, demoAnnotations, totalDays, type DemoAnnotation } from './demo.js';
export { DEMO_OWN_SUBJECT, type DemoPanelFigure, demoPanel } from './demo-panel.js';
export { DEFAULT_SCALE, demoTargets, type DemoTarget } from './demo-targets.js';
export { DEFAULT_SEED, simulate, simulateInChunks, type SimulationOptions } from './simulate.js';
export type { DeviceContext, MessageContext, SegmentMessage } from './messages/segment-message.js';
export { shareDone } from './plan/share-done.js';
export * from './demo-referral.js';
