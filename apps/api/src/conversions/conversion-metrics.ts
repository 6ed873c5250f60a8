import { metrics } from '@groundswell/platform';
import { Counter } from 'prom-client';

function counter<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
  const known = metrics.getSingleMetric(name);
  if (known) return known as Counter<Label>;
  return new Counter({ name, help, labelNames, registers: [metrics] });
}

/** Labels never name a project or a destination. */
export const conversionsSettled = counter(
  'groundswell_conversions_total',
  'Conversions by network and by what became of an attempt; queued is one that is tried again.',
  ['network', 'state'],
);
export const destinationsPaused = counter(
  'groundswell_conversion_pauses_total',
  'Destinations that were paused because their network refused the credentials.',
  ['network'],
);
