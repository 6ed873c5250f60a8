/** SDKs that run on the device of a person, whose `distinct_id` is made up until `identify`. */
const ON_DEVICE = /^(web|js|posthog-(js|ios|android|react-native|flutter|unity|kmp|capacitor|expo).*)$/;

/** @param library the property `$lib` */
export function runsOnDevice(library: unknown): boolean {
  return typeof library === 'string' && ON_DEVICE.test(library);
}

/** True for PostHog's other SDKs: `posthog-node`, `posthog-rs`, `posthog-dotnet`, … */
export function runsOnServer(library: unknown): boolean {
  return typeof library === 'string' && library.startsWith('posthog-') && !ON_DEVICE.test(library);
}
