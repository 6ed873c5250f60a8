export { DEMO, DEMO_VERSION, demoAnnotations, totalDays, type DemoAnnotation } from './demo.js';
export { DEMO_OWN_SUBJECT, type DemoPanelFigure, demoPanel } from './demo-panel.js';
export { DEFAULT_SCALE, demoTargets, type DemoTarget } from './demo-targets.js';
export {
  DEFAULT_SEED,
  simulate,
  simulateDays,
  simulateInChunks,
  type SimulationOptions,
} from './simulate.js';
export type { SimulatedDay } from './simulation.js';
export type { DeviceContext, MessageContext, SegmentMessage } from './messages/segment-message.js';
export { shareDone } from './plan/share-done.js';
export * from './demo-referral.js';
export * from './trials/demo-trials.js';
export { dayIndexOf as demoDayOf, startOf as startOfDemoDay } from './calendar/calendar.js';
export {
  DEMO_CONVENTION,
  type DemoAdGroup,
  type DemoCampaign,
  type DemoCreative,
  demoCampaigns,
} from './ads/campaigns.js';
export { type DemoLink, demoLinks } from './ads/links.js';
export { followedLink, type PlacedLink } from './ads/link-clicks.js';
export { type DemoRate, demoRates } from './ads/rates.js';
export { type DemoSpendRow, demoSpend } from './ads/spend.js';
export { type DemoSpendExport, demoSpendExports } from './ads/spend-exports.js';
