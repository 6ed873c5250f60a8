import type { AssignmentContext } from '../context.js';
import type { FeatureDefinition } from '../definitions.js';
import { type Divided, evaluateFor } from './evaluate-for.js';

/** A rule of what was evaluated already: the value, and the exposures that the SDK is to report when it is used. */
export interface SettledRule {
  force: unknown;
  tracks: { experiment: object; result: object }[];
}

/** Features with the one value that a person has, without conditions, weights or what others get. */
export type PersonalFeatures = Record<string, { defaultValue?: unknown; rules?: SettledRule[] }>;

/**
 * What remote evaluation answers, in the shape that SDKs read as a payload: rules that force a value and say in `tracks`
 * which exposure that is. Source: GrowthBook, "Remote Evaluation".
 */
export function personalPayload(context: AssignmentContext): PersonalFeatures {
  const features: Readonly<Record<string, FeatureDefinition>> = context.features ?? {};
  return Object.fromEntries(Object.keys(features).map((key) => [key, settled(context, key)]));
}

function settled(context: AssignmentContext, key: string): PersonalFeatures[string] {
  const { result, divided } = evaluateFor(context, key);
  const { value } = result;
  if (divided.length === 0) return value === null ? {} : { defaultValue: value };
  return { defaultValue: value, rules: [{ force: value, tracks: divided.map(trackOf) }] };
}

/** Of the experiment no more than the exposure says. */
function trackOf({ experiment, result }: Divided): SettledRule['tracks'][number] {
  const { key, hashAttribute, hashVersion } = experiment;
  return { experiment: { key, hashAttribute, hashVersion, variations: [] }, result: { ...result } };
}
