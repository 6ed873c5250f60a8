/** What analytics.js asks for at its start: it sends to the one integration there is, which is this collector. */
export function sdkSettings(writeKey: string, host: string, protocol: string): object {
  return {
    integrations: { 'Segment.io': { apiKey: writeKey, apiHost: `${host}/v1`, protocol } },
    plan: { track: { __default: { enabled: true } }, identify: { __default: { enabled: true } } },
  };
}
