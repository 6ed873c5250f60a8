/** The rule stands in contracts, as the collector refuses by it what the identity store would never merge on. */
export { isJunkId } from '@groundswell/contracts';
