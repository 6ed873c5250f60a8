import type { TrafficSwitch } from '@groundswell/contracts';

/** A condition on `events`: people's own, or all. */
export function trafficCondition(traffic: TrafficSwitch): string {
  return traffic === 'human' ? `traffic = 'human'` : '1';
}
