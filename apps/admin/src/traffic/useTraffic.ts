import type { TrafficSwitch } from '@groundswell/contracts';
import { useUrlState } from '../layout/useUrlState.js';

/** Whose events the page counts, as its URL says. */
export function useTraffic(): { traffic: TrafficSwitch; setAll(all: boolean): void } {
  const [params, change] = useUrlState();
  return {
    traffic: params.get('traffic') === 'all' ? 'all' : 'human',
    setAll: (all) => change({ traffic: all ? 'all' : null }),
  };
}
