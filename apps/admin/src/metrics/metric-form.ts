import {
  type Filter,
  type MetricDefinition,
  type MetricType,
  metricDefinitionSchema,
} from '@groundswell/contracts';

/** Which events, and of which property the numbers; '' for none. Filters that were set elsewhere are kept. */
export interface MeasuredDraft {
  event: string;
  property: string;
  filters?: Filter[];
}

/** A definition as it is typed. Numbers are texts, '' where there is none. */
export interface DefinitionDraft {
  type: MetricType;
  of: MeasuredDraft;
  per: MeasuredDraft;
  steps: MeasuredDraft[];
  days: [string, string];
  quantile: string;
  windowHours: string;
  delayHours: string;
  /** A value; a cap at a quantile is kept as it is. */
  cap: string;
  capQuantile: number | null;
}

const NONE: MeasuredDraft = { event: '', property: '' };

export const NEW_DEFINITION: DefinitionDraft = {
  type: 'proportion',
  of: NONE,
  per: NONE,
  steps: [NONE, NONE],
  days: ['7', '7'],
  quantile: '0.9',
  windowHours: '',
  delayHours: '',
  cap: '',
  capQuantile: null,
};

type Selected = { event?: string; property?: string; filters?: Filter[] };
const measuredDraft = ({ event = '', property = '', filters }: Selected): MeasuredDraft => ({
  ...{ event, property },
  ...(filters && { filters }),
});

export function draftOf(definition: MetricDefinition): DefinitionDraft {
  const draft = { ...NEW_DEFINITION, type: definition.type };
  if ('of' in definition) draft.of = measuredDraft(definition.of);
  if ('per' in definition) draft.per = measuredDraft(definition.per);
  if ('steps' in definition) draft.steps = definition.steps.map(measuredDraft);
  if ('days' in definition) draft.days = definition.days.map(String) as [string, string];
  if ('quantile' in definition) draft.quantile = String(definition.quantile);
  if ('windowHours' in definition) {
    draft.windowHours = definition.windowHours === null ? '' : String(definition.windowHours);
    draft.delayHours = definition.delayHours === 0 ? '' : String(definition.delayHours);
  }
  const cap = 'cap' in definition ? definition.cap : undefined;
  if (cap && 'value' in cap) draft.cap = String(cap.value);
  if (cap && 'quantile' in cap) draft.capQuantile = cap.quantile;
  return draft;
}

/** Types that take the numbers of a property. */
export const hasProperty = (type: MetricType) => ['mean', 'revenue', 'quantile'].includes(type);
export const hasCap = (type: MetricType) => ['count', 'mean', 'revenue', 'ratio'].includes(type);
/** Yes or no of each person, so that it is shown as a percentage. */
export const isShare = (type: MetricType) => ['proportion', 'retention', 'funnel'].includes(type);

/** Null while it is not whole. */
export function definitionOf(draft: DefinitionDraft): MetricDefinition | null {
  const parsed = metricDefinitionSchema.safeParse(rawOf(draft));
  return parsed.success ? parsed.data : null;
}

function rawOf(draft: DefinitionDraft): object {
  const { type, quantile, days, windowHours, delayHours } = draft;
  const of = measured(draft.of, hasProperty(type) || type === 'ratio');
  if (type === 'retention') {
    const [from, to] = days.map(numberOf) as [number, number];
    return { type, of, days: from > to ? [to, from] : [from, to] };
  }
  const timing = {
    windowHours: windowHours.trim() === '' ? null : numberOf(windowHours),
    delayHours: delayHours.trim() === '' ? 0 : numberOf(delayHours),
  };
  if (type === 'funnel') return { type, steps: draft.steps.map((step) => measured(step, false)), ...timing };
  return {
    ...{ type, of },
    ...(type === 'ratio' && { per: measured(draft.per, true) }),
    ...(type === 'quantile' && { quantile: numberOf(quantile) }),
    ...(hasCap(type) && capOf(draft)),
    ...timing,
  };
}

function measured({ event, property, filters }: MeasuredDraft, withProperty: boolean): Selected {
  return {
    ...(event.trim() && { event: event.trim() }),
    ...(withProperty && property.trim() && { property: property.trim() }),
    ...(filters && { filters }),
  };
}

function capOf({ cap, capQuantile }: DefinitionDraft): object {
  if (cap.trim() !== '') return { cap: { value: numberOf(cap) } };
  return capQuantile === null ? {} : { cap: { quantile: capQuantile } };
}

/** What is no number is refused with the whole. */
const numberOf = (text: string) => (text.trim() === '' ? Number.NaN : Number(text.replace(',', '.')));
