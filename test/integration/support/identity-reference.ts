import type { IdentityItem } from '@groundswell/postgres';
import { isJunkId } from '@groundswell/postgres';

export interface ReferencePerson {
  names: Set<string>;
  identified: boolean;
  properties: Record<string, unknown>;
}

/** Who is who after these items one by one, in the simplest way: the truth that the store is held to. */
export function referencePersons(items: IdentityItem[]): Map<string, ReferencePerson> {
  const byName = new Map<string, ReferencePerson>();
  for (const item of items) applyItem(byName, item);
  return byName;
}

function applyItem(
  byName: Map<string, ReferencePerson>,
  { userId, anonymousId, traits }: IdentityItem,
): void {
  const user = userId !== undefined && !isJunkId(userId) ? userId : undefined;
  const device = anonymousId !== undefined && !isJunkId(anonymousId) ? anonymousId : undefined;
  const name = user ?? device ?? userId ?? anonymousId ?? '';
  if (user !== undefined && device !== undefined) link(byName, user, device);
  const person = byName.get(name) ?? add(byName, name);
  if (user !== undefined) person.identified = true;
  person.properties = { ...person.properties, ...traits };
}

function link(byName: Map<string, ReferencePerson>, user: string, device: string): void {
  const theirs = byName.get(device);
  if (theirs?.identified) return;
  const ours = byName.get(user) ?? theirs ?? add(byName, user);
  if (theirs && theirs !== ours) {
    ours.properties = { ...theirs.properties, ...ours.properties };
    for (const name of theirs.names) assign(byName, name, ours);
  }
  assign(byName, user, ours);
  assign(byName, device, ours);
}

function add(byName: Map<string, ReferencePerson>, name: string): ReferencePerson {
  const person = { names: new Set<string>(), identified: false, properties: {} };
  assign(byName, name, person);
  return person;
}

function assign(byName: Map<string, ReferencePerson>, name: string, person: ReferencePerson): void {
  person.names.add(name);
  byName.set(name, person);
}
