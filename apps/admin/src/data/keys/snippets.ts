export const SNIPPETS = [
  'curl',
  'segmentNode',
  'segmentBrowser',
  'rudderNode',
  'rudderBrowser',
  'posthogNode',
  'posthogJs',
] as const;
export type SnippetName = (typeof SNIPPETS)[number];

export interface Target {
  /** Origin of the collector, e.g. `http://localhost:3000`. */
  host: string;
  writeKey: string;
}

/** What to install first; curl needs nothing. */
export const INSTALL: Record<SnippetName, string | null> = {
  curl: null,
  segmentNode: 'npm install @segment/analytics-node',
  segmentBrowser: 'npm install @segment/analytics-next',
  rudderNode: 'npm install @rudderstack/rudder-sdk-node',
  rudderBrowser: 'npm install @rudderstack/analytics-js',
  posthogNode: 'npm install posthog-node',
  posthogJs: 'npm install posthog-js',
};

const WRITERS: Record<SnippetName, (target: Target) => string> = {
  curl: ({ host, writeKey }) => `curl -u ${writeKey}: ${host}/v1/track \\
  -H 'content-type: application/json' \\
  -d '{"userId":"ada","event":"Chat Started","properties":{"model":"small"}}'`,
  segmentNode: ({ host, writeKey }) => `import { Analytics } from '@segment/analytics-node';

const analytics = new Analytics({
  writeKey: '${writeKey}',
  host: '${host}',
});

analytics.identify({ userId: 'ada', traits: { plan: 'pro' } });
analytics.track({ userId: 'ada', event: 'Chat Started', properties: { model: 'small' } });
await analytics.closeAndFlush();`,
  segmentBrowser: ({ host, writeKey }) => `import { AnalyticsBrowser } from '@segment/analytics-next';

const analytics = AnalyticsBrowser.load({
  writeKey: '${writeKey}',
  cdnSettings: {
    integrations: {
      'Segment.io': { apiKey: '${writeKey}', apiHost: '${hostName(host)}/v1', protocol: '${protocol(host)}' },
    },
  },
});

analytics.page();
analytics.track('Chat Started', { model: 'small' });
// After signing in, so that earlier visits count for the same person:
analytics.identify('ada', { plan: 'pro' });`,
  rudderNode: ({ host, writeKey }) => `import RudderAnalytics from '@rudderstack/rudder-sdk-node';

const analytics = new RudderAnalytics('${writeKey}', {
  dataPlaneUrl: '${host}',
});

analytics.identify({ userId: 'ada', traits: { plan: 'pro' } });
analytics.track({ userId: 'ada', event: 'Chat Started', properties: { model: 'small' } });
await analytics.flush();`,
  rudderBrowser: ({ host, writeKey }) => `import { RudderAnalytics } from '@rudderstack/analytics-js/bundled';

const analytics = new RudderAnalytics();
analytics.load('${writeKey}', '${host}', { configUrl: '${host}' });

analytics.page();
analytics.track('Chat Started', { model: 'small' });
// After signing in, so that earlier visits count for the same person:
analytics.identify('ada', { plan: 'pro' });`,
  posthogNode: ({ host, writeKey }) => `import { PostHog } from 'posthog-node';

const posthog = new PostHog('${writeKey}', { host: '${host}' });

posthog.identify({ distinctId: 'ada', properties: { plan: 'pro' } });
posthog.capture({ distinctId: 'ada', event: 'Chat Started', properties: { model: 'small' } });
await posthog.shutdown();`,
  posthogJs: ({ host, writeKey }) => `import posthog from 'posthog-js';

posthog.init('${writeKey}', { api_host: '${host}' });

posthog.capture('Chat Started', { model: 'small' });
// After signing in, so that earlier visits count for the same person:
posthog.identify('ada', { plan: 'pro' });`,
};

/** Code that sends a first event as it stands; in the tests each one does. */
export function snippet(name: SnippetName, target: Target): string {
  return WRITERS[name](target);
}

const hostName = (host: string) => host.replace(/^https?:\/\//, '');
const protocol = (host: string) => (host.startsWith('https:') ? 'https' : 'http');
