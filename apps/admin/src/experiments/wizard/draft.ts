import type {
  Experiment,
  ExperimentMetric,
  ExperimentTemplate,
  PlanQuestion,
  Variation,
} from '@groundswell/contracts';

export const OPERATORS = ['is', 'isNot', 'oneOf', 'noneOf'] as const;
export type Operator = (typeof OPERATORS)[number];

export interface ConditionRow {
  attribute: string;
  operator: Operator;
  value: string;
}

/** What the wizard holds while one types; the API's draft is made of it. */
export interface Draft {
  /** Of the draft that is changed; null: a new one. */
  id: number | null;
  template: ExperimentTemplate;
  name: string;
  key: string;
  hypothesis: string;
  variations: Variation[];
  conditions: ConditionRow[];
  /** Parts of a condition that the rows cannot show, kept as they are. */
  otherCondition: Record<string, unknown>;
  /** Members of any of them; empty: everybody. */
  cohortIds: number[];
  hashAttribute: string;
  coverage: number;
  layer: { id: number; range: [number, number] } | null;
  holdoutId: number | null;
  metrics: ExperimentMetric[];
  minimumEffect: number;
  power: number;
  sequential: boolean;
  bandit: boolean;
  clusterBy: string | null;
}

const TWO: Variation[] = [
  { key: 'control', name: 'Control', weight: 0.5 },
  { key: 'treatment', name: 'Treatment', weight: 0.5 },
];

const EMPTY: Draft = {
  id: null,
  template: 'blank',
  name: '',
  key: '',
  hypothesis: '',
  variations: TWO,
  conditions: [],
  otherCondition: {},
  cohortIds: [],
  hashAttribute: 'id',
  coverage: 1,
  layer: null,
  holdoutId: null,
  metrics: [],
  minimumEffect: 0.05,
  power: 0.8,
  sequential: false,
  bandit: false,
  clusterBy: null,
};

const TEMPLATES: Record<ExperimentTemplate, Partial<Draft>> = {
  blank: {},
  onboarding: { hashAttribute: 'deviceId', minimumEffect: 0.05 },
  // Friends share, so that people of one inviter are one cluster.
  referralIncentive: { minimumEffect: 0.1, clusterBy: 'properties.inviterId' },
  adCreative: { hashAttribute: 'deviceId', minimumEffect: 0.1 },
  pricing: { minimumEffect: 0.05, power: 0.9 },
  holdout: {
    minimumEffect: 0.02,
    variations: [
      { key: 'holdout', name: 'Held out', weight: 0.05 },
      { key: 'general', name: 'Everybody else', weight: 0.95 },
    ],
  },
};

export function draftOfTemplate(template: ExperimentTemplate, hypothesis: string): Draft {
  return { ...EMPTY, ...TEMPLATES[template], template, hypothesis };
}

export function draftOfExperiment({ assignment, settings, ...rest }: Experiment): Draft {
  const { id, template, name, key, hypothesis, variations, metrics } = rest;
  const { conditions, otherCondition } = rowsOf(assignment.condition);
  const { hashAttribute, coverage, layer, holdoutId, cohortIds } = assignment;
  const { minimumEffect, power, sequential, bandit, clusterBy } = settings;
  return {
    ...{ id, template, name, key, hypothesis, variations, metrics, conditions, otherCondition },
    ...{ cohortIds, hashAttribute, coverage, layer, holdoutId },
    ...{ minimumEffect, power, sequential, bandit, clusterBy },
  };
}

/** The body that saves a draft; the kind is said when it is made. */
export function bodyOf(draft: Draft): Record<string, unknown> {
  const { template, name, key, hypothesis, variations, metrics } = draft;
  const { hashAttribute, coverage, layer, holdoutId, cohortIds } = draft;
  const { minimumEffect, power, sequential, bandit, clusterBy } = draft;
  return {
    ...{ template, name, hypothesis, variations, metrics },
    ...(key !== '' && { key }),
    kind: template === 'holdout' ? 'holdout' : 'test',
    assignment: { hashAttribute, coverage, layer, holdoutId, cohortIds, condition: conditionOf(draft) },
    settings: { minimumEffect, power, sequential, bandit, clusterBy },
  };
}

const SIGNS: Record<Operator, string> = { is: '$eq', isNot: '$ne', oneOf: '$in', noneOf: '$nin' };
const isList = (operator: Operator) => operator === 'oneOf' || operator === 'noneOf';

/** In GrowthBook's syntax. Two rows of one attribute both hold. */
export function conditionOf({ conditions, otherCondition }: Pick<Draft, 'conditions' | 'otherCondition'>) {
  const condition: Record<string, unknown> = { ...otherCondition };
  for (const { attribute, operator, value } of conditions) {
    const wanted = isList(operator) ? value.split(/[,，]/).map((one) => one.trim()) : value.trim();
    const before = condition[attribute.trim()];
    condition[attribute.trim()] = { ...(before as object | undefined), [SIGNS[operator]]: wanted };
  }
  return condition;
}

function rowsOf(condition: Record<string, unknown>): Pick<Draft, 'conditions' | 'otherCondition'> {
  const conditions: ConditionRow[] = [];
  const otherCondition: Record<string, unknown> = {};
  for (const [attribute, wanted] of Object.entries(condition)) {
    const rows = rowsOfAttribute(attribute, wanted);
    if (rows) conditions.push(...rows);
    else otherCondition[attribute] = wanted;
  }
  return { conditions, otherCondition };
}

function rowsOfAttribute(attribute: string, wanted: unknown): ConditionRow[] | null {
  if (attribute.startsWith('$')) return null;
  if (typeof wanted === 'string') return [{ attribute, operator: 'is', value: wanted }];
  if (typeof wanted !== 'object' || wanted === null) return null;
  const rows = Object.entries(wanted).map(([sign, value]) => rowOf(attribute, sign, value));
  return rows.every((row) => row !== null) ? rows : null;
}

function rowOf(attribute: string, sign: string, value: unknown): ConditionRow | null {
  const operator = OPERATORS.find((one) => SIGNS[one] === sign);
  if (!operator) return null;
  if (!isList(operator)) return typeof value === 'string' ? { attribute, operator, value } : null;
  const texts = Array.isArray(value) && value.every((one) => typeof one === 'string' && !one.includes(','));
  return texts ? { attribute, operator, value: (value as string[]).join(', ') } : null;
}

export function planQuestionOf(draft: Draft): Partial<PlanQuestion> {
  const { coverage, minimumEffect, power, layer, cohortIds, variations, metrics } = draft;
  const goal = metrics.find(({ role }) => role === 'goal')?.metricId;
  return {
    ...(goal !== undefined && { metricId: goal }),
    ...{ coverage, minimumEffect, power, cohortIds, condition: conditionOf(draft) },
    layerShare: layer ? layer.range[1] - layer.range[0] : 1,
    weights: variations.map(({ weight }) => weight),
  };
}

/** Equal weights with four digits that add up to 1. */
export function evenly(variations: readonly Variation[]): Variation[] {
  const share = Math.floor(10_000 / variations.length) / 10_000;
  const first = Number((1 - share * (variations.length - 1)).toFixed(4));
  return variations.map((one, index) => ({ ...one, weight: index === 0 ? first : share }));
}
