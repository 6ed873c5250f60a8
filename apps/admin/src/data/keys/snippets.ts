export const SNIPPETS = ['curl', 'segmentNode', 'segmentBrowser', 'posthogJs', 'posthogNode'] as const;
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
  posthogJs: 'npm install posthog-js',
  posthogNode: 'npm install posthog-node',
};

/** SDKs whose endpoints the collector does not serve yet: shown, and plainly said. */
const NOT_YET: ReadonlySet<SnippetName> = new Set(['posthogJs', 'posthogNode']);

/** Whether the collector takes what this SDK sends. */
export const isAccepted = (name: SnippetName) => !NOT_YET.has(name);

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
  posthogJs: ({ host, writeKey }) => `import posthog from 'posthog-js';

posthog.init('${writeKey}', { api_host: '${host}' });

posthog.capture('Chat Started', { model: 'small' });
// After signing in, so that earlier visits count for the same person:
posthog.identify('ada', { plan: 'pro' });`,
  posthogNode: ({ host, writeKey }) => `import { PostHog } from 'posthog-node';

const posthog = new PostHog('${writeKey}', { host: '${host}' });

posthog.capture({ distinctId: 'ada', event: 'Chat Started', properties: { model: 'small' } });
await posthog.shutdown();`,
};

/** Code that sends a first event as it stands, where `isAccepted`. */
export function snippet(name: SnippetName, target: Target): string {
  return WRITERS[name](target);
}

const hostName = (host: string) => host.replace(/^https?:\/\//, '');
const protocol = (host: string) => (host.startsWith('https:') ? 'https' : 'http');
