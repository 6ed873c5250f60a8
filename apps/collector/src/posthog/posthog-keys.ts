import type { PostHogBody } from './read-posthog.js';

const NAMES = ['api_key', 'token', '$token', '_token'];

/** The key that an event carries, in itself or in its properties. */
export function keyOfEvent(event: unknown): string | null {
  const properties = (event as { properties?: unknown } | null | undefined)?.properties;
  return keyIn(event) ?? keyIn(properties);
}

/** The key of a request: bearer token, around the batch, in the form, in the query; null where only events carry one. */
export function keyOfRequest(
  { value, fields }: PostHogBody,
  query: Record<string, unknown>,
  authorization: string | undefined,
): string | null {
  const bearer = /^Bearer\s+(\S{1,500})\s*$/i.exec(authorization ?? '')?.[1];
  return bearer ?? keyIn(value) ?? keyIn(Object.fromEntries(fields)) ?? keyIn(query);
}

function keyIn(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const own = value as Record<string, unknown>;
  const keys = NAMES.map((name) => own[name]);
  return keys.find((key): key is string => typeof key === 'string' && key !== '') ?? null;
}
