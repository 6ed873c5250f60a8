/** What analytics.js asks for at its start: it sends to the one integration there is, which is this collector. */
export function sdkSettings(writeKey: string, host: string, protocol: string): object {
  return {
    integrations: { 'Segment.io': { apiKey: writeKey, apiHost: `${host}/v1`, protocol } },
    plan: { track: { __default: { enabled: true } }, identify: { __default: { enabled: true } } },
  };
}

/**
 * What RudderStack's browser SDK asks `/sourceConfig` for at its start: a source that is switched on, sends everything to
 * its data plane, and loads no other company's code. Its own errors and metrics are not ours to collect.
 */
export function rudderSource(writeKey: string): object {
  const off = { enabled: false };
  return {
    source: {
      id: writeKey,
      name: 'Groundswell',
      writeKey,
      workspaceId: 'groundswell',
      enabled: true,
      config: { statsCollection: { errors: off, metrics: off } },
      destinations: [],
      connections: [],
    },
  };
}
