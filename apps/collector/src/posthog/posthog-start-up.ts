/**
 * What PostHog's SDKs ask for when they start. Flags are read from elsewhere (`/api/features`, OFREP), nothing is
 * recorded, and there are no surveys; the answers say so, so that the SDKs ask no further.
 */

const NONE = {
  sessionRecording: false,
  isAuthenticated: false,
  toolbarParams: {},
  siteApps: [],
  supportedCompression: ['gzip-js', 'base64'],
};

/**
 * `surveys` is left out on purpose: posthog-js loads their script for `false`, and not for nothing.
 * `hasFeatureFlags` stays true as pages may wait for the answer about flags, which has none.
 */
export function remoteConfig(token: string): object {
  return {
    ...NONE,
    token,
    hasFeatureFlags: true,
    analytics: { endpoint: '/e/' },
    elementsChainAsString: true,
    defaultIdentifiedOnly: true,
    autocapture_opt_out: false,
    autocaptureExceptions: false,
    errorTracking: { autocaptureExceptions: false },
    capturePerformance: false,
    captureDeadClicks: false,
    heatmaps: false,
  };
}

/** The same as a script, which posthog-js tries first. @param token holds no character that ends a script */
export function remoteConfigScript(token: string): string {
  const config = JSON.stringify({ config: remoteConfig(token), siteApps: [] });
  const all = 'window._POSTHOG_REMOTE_CONFIG';
  return `(${all} = ${all} || {})[${JSON.stringify(token)}] = ${config};\n`;
}

/** No flags, in the shape of the version that was asked for. */
export function noFlags(endpoint: 'flags' | 'decide', version: unknown): object {
  const isOldest = endpoint === 'decide' && (version === undefined || version === '1');
  const hasDetails = Number(version) >= (endpoint === 'flags' ? 2 : 4);
  const flags = hasDetails ? { flags: {} } : { featureFlags: isOldest ? [] : {}, featureFlagPayloads: {} };
  return { ...NONE, config: { enable_collect_everything: true }, errorsWhileComputingFlags: false, ...flags };
}
