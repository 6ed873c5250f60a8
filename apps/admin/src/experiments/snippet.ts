import type { Experiment } from '@groundswell/contracts';

/** Code that serves a test with GrowthBook's SDK and sends its exposures as Segment's SDK does. */
export function experimentSnippet(
  { key, variations, assignment }: Pick<Experiment, 'key' | 'variations' | 'assignment'>,
  { host, clientKey }: { host: string; clientKey: string },
): string {
  const control = JSON.stringify(variations[0]?.key ?? '');
  return `import { GrowthBook } from '@growthbook/growthbook';

const growthbook = new GrowthBook({
  apiHost: '${host}',
  clientKey: '${clientKey}',
  attributes: { ${attributeName(assignment.hashAttribute)}: 'ada' },
  trackingCallback: (experiment, result) =>
    analytics.track('Experiment Viewed', {
      experiment_id: experiment.key,
      variation_id: result.key,
    }),
});
await growthbook.init({ streaming: true });

const variation = growthbook.getFeatureValue(${JSON.stringify(key)}, ${control});`;
}

const attributeName = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));
