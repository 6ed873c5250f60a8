import { type AssignmentContext, hashValueOf, type HashValue, type StickyAssignments } from '../context.js';
import type { Division, Experiment } from '../definitions.js';

/** Buckets are kept where there is somewhere to keep them, unless the experiment says otherwise. */
export function isSticky(context: AssignmentContext, { disableStickyBucketing }: Division): boolean {
  const kept = context.stickyBucketAssignmentDocs ?? context.saveStickyBucketAssignmentDoc;
  return kept !== undefined && !disableStickyBucketing;
}

/** Where no bucket is kept nobody is told apart by the second attribute. */
export function fallbackOf(context: AssignmentContext, division: Division): string | undefined {
  return isSticky(context, division) ? division.fallbackAttribute : undefined;
}

export type StickyBucket =
  | { kind: 'none' }
  /** Had a bucket of a version that is not let in any more. */
  | { kind: 'blocked' }
  | { kind: 'variation'; index: number };

/** The bucket that somebody had before. */
export function stickyBucketOf(context: AssignmentContext, experiment: Experiment): StickyBucket {
  if (!isSticky(context, experiment)) return { kind: 'none' };
  const kept = assignmentsOf(context, experiment);
  for (let version = 0; version < (experiment.minBucketVersion ?? 0); version += 1)
    if (Object.hasOwn(kept, versionKey(experiment.key, version))) return { kind: 'blocked' };
  const key = kept[versionKey(experiment.key, experiment.bucketVersion)];
  const index = key === undefined ? -1 : (experiment.meta ?? []).findIndex((meta) => meta.key === key);
  return index < 0 ? { kind: 'none' } : { kind: 'variation', index };
}

/** Attributes, with their values, under which somebody's buckets are kept: what a store of them is to be asked for. */
export function getStickyBucketAttributes(context: AssignmentContext): Record<string, string> {
  const rules = Object.values(context.features ?? {}).flatMap((feature) => feature.rules ?? []);
  const divided = rules.filter((rule) => rule.variations ?? rule.contextualVariations);
  const names = divided.flatMap(({ hashAttribute, fallbackAttribute }) => [
    hashAttribute || 'id',
    ...(fallbackAttribute ? [fallbackAttribute] : []),
  ]);
  return Object.fromEntries(names.map((name) => [name, asText(hashValueOf(context, name).hashValue)]));
}

/** Keeps the bucket, and tells whoever stores it, unless it was kept before. */
export function keepBucket(
  context: AssignmentContext,
  { key, bucketVersion }: Experiment,
  { hashAttribute, hashValue }: HashValue,
  variationKey: string,
): void {
  const docs = (context.stickyBucketAssignmentDocs ??= {});
  const attributeValue = asText(hashValue);
  const place = docKey(hashAttribute, attributeValue);
  const before = docs[place]?.assignments ?? {};
  const name = versionKey(key, bucketVersion);
  if (before[name] === variationKey) return;
  const doc: StickyAssignments = {
    attributeName: hashAttribute,
    attributeValue,
    assignments: { ...before, [name]: variationKey },
  };
  docs[place] = doc;
  context.saveStickyBucketAssignmentDoc?.(doc);
}

/** What is kept under the first attribute goes before what is kept under the second. */
function assignmentsOf(context: AssignmentContext, experiment: Experiment): Record<string, string> {
  const kept = (attribute: string | undefined) => {
    const { hashAttribute, hashValue } = hashValueOf(context, attribute);
    return context.stickyBucketAssignmentDocs?.[docKey(hashAttribute, asText(hashValue))]?.assignments;
  };
  return { ...kept(experiment.fallbackAttribute), ...kept(experiment.hashAttribute) };
}

const versionKey = (key: string, version: number | undefined) => `${key}__${version || 0}`;
const docKey = (attribute: string, value: string) => `${attribute}||${value}`;
const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
