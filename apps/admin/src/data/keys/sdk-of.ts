import type { LiveEvent } from '../../api/types.js';

/** PostHog's SDKs name themselves; the one for browsers by where it runs. */
const NAMES: Record<string, string> = { web: 'posthog-js', js: 'posthog-js-lite' };

/** The SDK that an event came from, undefined where the event does not say. */
export function sdkOf({ properties }: Pick<LiveEvent, 'properties'>): string | undefined {
  const { $lib } = properties;
  if (typeof $lib !== 'string' || $lib === '') return undefined;
  return Object.hasOwn(NAMES, $lib) ? NAMES[$lib] : $lib;
}
