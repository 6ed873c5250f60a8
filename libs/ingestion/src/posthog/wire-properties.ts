import { cleanObject, isObject } from '../text/clean-json.js';
import { cleanText } from '../text/clean.js';

export type JsonObject = Record<string, unknown>;

/** What the newer protocol (`/i/v1/analytics/events`) lifts out of the properties, and the property it stood in before. */
const OPTIONS: Record<string, string> = {
  process_person_profile: '$process_person_profile',
  disable_skew_correction: '$ignore_sent_at',
  cookieless_mode: '$cookieless_mode',
  product_tour_id: '$product_tour_id',
};

/**
 * The properties of an event as the older protocol sends them, whichever it came by, so that one mapping reads both.
 * @param sdk `name/version` of the SDK, where a header and not the event says it
 * @throws Refusal
 */
export function wireProperties(payload: JsonObject, sdk: string | undefined): JsonObject {
  const properties = cleanObject(payload.properties, 'properties');
  const lifted = { ...libraryOf(sdk), ...optionsOf(payload.options), ...sessionOf(payload) };
  return Object.keys(lifted).length === 0 ? properties : { ...lifted, ...properties };
}

function libraryOf(sdk: string | undefined): JsonObject {
  const [, name, version] = /^([\w.@-]{1,60})\/([\w.+-]{1,40})$/.exec(sdk ?? '') ?? [];
  return name === undefined ? {} : { $lib: name, $lib_version: version };
}

function optionsOf(options: unknown): JsonObject {
  if (!isObject(options)) return {};
  const known = Object.entries(OPTIONS).filter(([name]) => isScalar(options[name]));
  return Object.fromEntries(known.map(([name, property]) => [property, cleaned(options[name])]));
}

function sessionOf({ session_id, window_id }: JsonObject): JsonObject {
  return {
    ...(typeof session_id === 'string' ? { $session_id: cleanText(session_id) } : {}),
    ...(typeof window_id === 'string' ? { $window_id: cleanText(window_id) } : {}),
  };
}

const isScalar = (value: unknown) => typeof value === 'string' || typeof value === 'boolean';
const cleaned = (value: unknown) => (typeof value === 'string' ? cleanText(value) : value);
