import {
  evaluateFor,
  type Divided,
  type FeatureDefinition,
  type FeatureResult,
  type FeatureRule,
} from '@groundswell/assignment';
import type { Delivered } from './delivered.js';

/** OFREP's `evaluationSuccess`. Without a value: code has its own default. */
export interface OfrepSuccess {
  key: string;
  value?: unknown;
  reason: 'STATIC' | 'TARGETING_MATCH' | 'SPLIT' | 'DISABLED' | 'UNKNOWN';
  variant?: string;
  metadata?: Record<string, string>;
}

/** OFREP's `evaluationFailure`. */
export interface OfrepFailure {
  key: string;
  errorCode: 'TARGETING_KEY_MISSING' | 'FLAG_NOT_FOUND';
  errorDetails: string;
}

export interface OfrepEvaluation {
  answer: OfrepSuccess | OfrepFailure;
  divided: Divided[];
}

type Attributes = Readonly<Record<string, unknown>>;

/** The targeting key is the attribute `id` of GrowthBook's SDKs, unless the context says that one itself. */
export function attributesOf(context: Attributes): Attributes {
  const { targetingKey } = context;
  return targetingKey === undefined || targetingKey === '' ? context : { id: targetingKey, ...context };
}

/** As OFREP answers for one flag, and the exposures that this is. */
export function evaluateOfrep(
  { features, savedGroups, disabled, environment }: Delivered,
  key: string,
  attributes: Attributes,
): OfrepEvaluation {
  const feature = Object.hasOwn(features, key) ? features[key]! : undefined;
  if (!feature) return without(failure(key, 'FLAG_NOT_FOUND', notFound(key, disabled, environment)));
  const { result, divided } = evaluateFor({ features, savedGroups, attributes }, key);
  if (asksForNobody(rulesBefore(feature, result), attributes)) {
    const details = 'People are divided by their targeting key, and the context has none.';
    return without(failure(key, 'TARGETING_KEY_MISSING', details));
  }
  return { answer: successOf(key, feature, result), divided };
}

const notFound = (key: string, disabled: ReadonlySet<string>, environment: string) =>
  disabled.has(key) ? `The flag "${key}" is off in ${environment}.` : `There is no flag "${key}".`;

const without = (answer: OfrepEvaluation['answer']): OfrepEvaluation => ({ answer, divided: [] });

const failure = (key: string, errorCode: OfrepFailure['errorCode'], errorDetails: string): OfrepFailure => ({
  key,
  errorCode,
  errorDetails,
});

function successOf(key: string, { rules }: FeatureDefinition, result: FeatureResult): OfrepSuccess {
  const { value, source, ruleId, experiment, experimentResult } = result;
  const rule: Record<string, string> = ruleId ? { ruleId } : {};
  if (source === 'experiment') {
    const metadata = { ...rule, experiment: experiment!.key };
    return { key, value, reason: 'SPLIT', variant: experimentResult!.key, metadata };
  }
  if (source === 'force')
    return { key, value, reason: 'TARGETING_MATCH', ...(ruleId ? { variant: ruleId } : {}), metadata: rule };
  // Something that it waits for is off: code has its own default.
  if (source !== 'defaultValue' || value === null) return { key, reason: 'DISABLED' };
  return { key, value, reason: rules?.length ? 'UNKNOWN' : 'STATIC', variant: 'default' };
}

/** Rules that were passed over on the way to the answer: all for the default, none where a gate was closed. */
function rulesBefore(
  { rules = [] }: FeatureDefinition,
  { source, ruleId }: FeatureResult,
): readonly FeatureRule[] {
  if (source === 'defaultValue') return rules;
  const decided = rules.findIndex(({ id = '' }) => id === ruleId);
  return source === 'force' || source === 'experiment' ? rules.slice(0, Math.max(decided, 0)) : [];
}

/** Whether any rule divides by the targeting key, which is missing. */
function asksForNobody(rules: readonly FeatureRule[], { id }: Attributes): boolean {
  if (id !== undefined && id !== null && id !== '') return false;
  return rules.some(
    ({ variations, coverage, hashAttribute = 'id' }) =>
      hashAttribute === 'id' && (variations !== undefined || coverage !== undefined),
  );
}
