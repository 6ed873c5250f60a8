import type { KeyedProject, ProjectKeyStore } from '@groundswell/postgres';
import { CollectorError, unavailable } from '../http/collector-error.js';
import { writeKeyIn } from '../http/write-key.js';

/** Keys that one batch may name; each that is not known yet asks the database. */
const MAX_KEYS = 10;

/** The project of each event of a request, null where its key is unknown or missing. */
export type ProjectOf = (message: unknown) => KeyedProject | null;

/** @throws CollectorError 401, and 503 while keys cannot be looked up */
export async function projectOfKey(keys: ProjectKeyStore, writeKey: string): Promise<KeyedProject> {
  const project = await findProject(keys, writeKey);
  if (project) return project;
  throw new CollectorError(401, 'wrong_key', 'No project has this write key; see Data, Keys.');
}

/**
 * Events may carry a key each, where neither the request nor its body has one.
 * @throws CollectorError 401 when not one of them has a key that is known
 */
export async function projectsOfItems(
  keys: ProjectKeyStore,
  messages: unknown[],
  keyOf = writeKeyIn,
): Promise<ProjectOf> {
  const named = new Set(messages.map((message) => keyOf(message)).filter((key) => key !== null));
  if (named.size === 0) throw noKey();
  if (named.size > MAX_KEYS) {
    throw new CollectorError(400, 'too_many_keys', `A batch may name ${MAX_KEYS} write keys; split it.`);
  }
  const projects = new Map<string, KeyedProject>();
  for (const key of named) {
    const project = await findProject(keys, key);
    if (project) projects.set(key, project);
  }
  if (projects.size === 0) {
    throw new CollectorError(401, 'wrong_key', 'No project has one of these write keys; see Data, Keys.');
  }
  return (message) => projects.get(keyOf(message) ?? '') ?? null;
}

function findProject(keys: ProjectKeyStore, writeKey: string): Promise<KeyedProject | null> {
  return keys.findProject('write', writeKey).catch(() => {
    throw unavailable('Keys cannot be checked now; send the events again in a moment.');
  });
}

function noKey(): CollectorError {
  const message = 'Send the write key as user name of Basic authentication, or as "writeKey" in the body.';
  return new CollectorError(401, 'no_key', message);
}
