import type { MetricDefinition } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';

/** A definition in a few words. */
export function useDefinitionText(): (definition: MetricDefinition) => string {
  const translate = useTranslate();
  return (definition) => {
    const type = translate(`gs.metrics.types.${definition.type}`);
    return [type, whatOf(definition)].filter(Boolean).join(' · ');
  };
}

function whatOf(definition: MetricDefinition): string {
  const named = ({ event = '', property = '' }: { event?: string; property?: string }) =>
    [event, property.replace(/^properties\./, '')].filter(Boolean).join('.');
  switch (definition.type) {
    case 'funnel':
      return definition.steps.map(({ event }) => event).join(' → ');
    case 'ratio':
      return `${named(definition.of)} ÷ ${named(definition.per)}`;
    case 'retention': {
      const [from, to] = definition.days;
      return [named(definition.of), from === to ? `D${from}` : `D${from}–D${to}`].filter(Boolean).join(' · ');
    }
    case 'quantile':
      return `${named(definition.of)} · p${Number((definition.quantile * 100).toFixed(2))}`;
    default:
      return named(definition.of);
  }
}
