import type { Flag } from '@groundswell/contracts';

export const SDKS = ['growthbook', 'openfeatureNode', 'openfeatureWeb'] as const;
export type Sdk = (typeof SDKS)[number];

interface Place {
  host: string;
  clientKey: string;
}

/** Code that asks for a flag, with the real key and address in it. */
export function flagSnippet(
  sdk: Sdk,
  flag: Pick<Flag, 'key' | 'type' | 'defaultValue'>,
  place: Place,
): string {
  return { growthbook, openfeatureNode, openfeatureWeb }[sdk](flag, place);
}

type Asked = Parameters<typeof flagSnippet>[1];
const GETTERS = { boolean: 'Boolean', string: 'String', number: 'Number', json: 'Object' } as const;
const asked = ({ key, defaultValue }: Asked) =>
  `${JSON.stringify(key)}, ${JSON.stringify(defaultValue ?? null)}`;

const growthbook = (
  flag: Asked,
  { host, clientKey }: Place,
) => `import { GrowthBook } from '@growthbook/growthbook';

const growthbook = new GrowthBook({
  apiHost: '${host}',
  clientKey: '${clientKey}',
  attributes: { id: 'ada' },
  trackingCallback: (experiment, result) =>
    analytics.track('Experiment Viewed', {
      experiment_id: experiment.key,
      variation_id: result.key,
    }),
});
await growthbook.init({ streaming: true });

const value = growthbook.getFeatureValue(${asked(flag)});`;

const openfeatureNode = (
  flag: Asked,
  { host, clientKey }: Place,
) => `import { OFREPProvider } from '@openfeature/ofrep-provider';
import { OpenFeature } from '@openfeature/server-sdk';

const headers = [['Authorization', 'Bearer ${clientKey}']];
await OpenFeature.setProviderAndWait(new OFREPProvider({ baseUrl: '${host}', headers }));

const client = OpenFeature.getClient();
const value = await client.get${GETTERS[flag.type]}Value(${asked(flag)}, { targetingKey: 'ada' });`;

const openfeatureWeb = (
  flag: Asked,
  { host, clientKey }: Place,
) => `import { OFREPWebProvider } from '@openfeature/ofrep-web-provider';
import { OpenFeature } from '@openfeature/web-sdk';

const headers = [['Authorization', 'Bearer ${clientKey}']];
await OpenFeature.setContext({ targetingKey: 'ada' });
await OpenFeature.setProviderAndWait(new OFREPWebProvider({ baseUrl: '${host}', headers }));
OpenFeature.addHooks({
  after: (_context, { flagMetadata, variant }) => {
    if (flagMetadata.experiment)
      analytics.track('Experiment Viewed', {
        experiment_id: flagMetadata.experiment,
        variation_id: variant,
      });
  },
});

const value = OpenFeature.getClient().get${GETTERS[flag.type]}Value(${asked(flag)});`;
