import type { Experiment } from '@groundswell/contracts';

/** Code that serves a test with GrowthBook's SDK and sends its exposures as Segment's SDK does. */
export function experimentSnippet(
  { key, kind, variations, assignment }: Pick<Experiment, 'key' | 'kind' | 'variations' | 'assignment'>,
  { host, clientKey }: { host: string; clientKey: string },
): string {
  // While nobody can be asked: the control; of a holdout what everybody gets who is not held out.
  const otherwise = JSON.stringify(variations[kind === 'holdout' ? 1 : 0]?.key ?? '');
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

const variation = growthbook.getFeatureValue(${JSON.stringify(key)}, ${otherwise});`;
}

const attributeName = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));
