import type { IdentityItem } from '@groundswell/postgres';
import { isJunkId } from '@groundswell/postgres';

export interface ReferencePerson {
  names: Set<string>;
  identified: boolean;
  properties: Record<string, unknown>;
}

interface ReferenceAlias {
  eventId: string;
  from: ReferencePerson;
  into: ReferencePerson;
  active: boolean;
}

/** Who is who after these items one by one, in the simplest way: the truth that the store is held to. */
export function referencePersons(items: IdentityItem[]): Map<string, ReferencePerson> {
  const reference = new IdentityReference();
  for (const item of items) reference.apply(item);
  return reference.byName;
}

/** Says who is who after each step. Aliases only connect people; who they are does not depend on them. */
export class IdentityReference {
  readonly byName = new Map<string, ReferencePerson>();
  readonly aliases: ReferenceAlias[] = [];

  apply({ userId, anonymousId, traits, alias }: IdentityItem): void {
    const user = userId !== undefined && !isJunkId(userId) ? userId : undefined;
    const device = anonymousId !== undefined && !isJunkId(anonymousId) ? anonymousId : undefined;
    const name = user ?? device ?? userId ?? anonymousId ?? '';
    if (user !== undefined && device !== undefined && user !== device) {
      if (alias === undefined) this.link(user, device);
      else this.alias(user, device, alias);
    }
    const person = this.findOrAdd(name);
    if (user !== undefined) person.identified = true;
    person.properties = { ...person.properties, ...traits };
  }

  undo(eventId: string): void {
    for (const alias of this.aliases) if (alias.eventId === eventId) alias.active = false;
  }

  /** Names that count as one person: connected by active aliases. */
  countedTogether(): Set<string>[] {
    const people = [...new Set(this.byName.values())];
    const groups = new Map(people.map((person) => [person, new Set([person])]));
    for (const { from, into, active } of this.aliases) {
      if (!active) continue;
      const joined = new Set([...groups.get(from)!, ...groups.get(into)!]);
      for (const person of joined) groups.set(person, joined);
    }
    return [...new Set(groups.values())].map(
      (group) => new Set([...group].flatMap(({ names }) => [...names])),
    );
  }

  private alias(user: string, other: string, eventId: string): void {
    const [into, from] = [this.findOrAdd(user), this.findOrAdd(other)];
    const same = (one: ReferenceAlias) => [from, into].includes(one.from) && [from, into].includes(one.into);
    if (from === into || this.aliases.some((one) => one.eventId === eventId || (one.active && same(one))))
      return;
    this.aliases.push({ eventId, from, into, active: true });
  }

  /** A device that is nobody yet is the user's from now on, and what aliases said of it is void. */
  private link(user: string, device: string): void {
    const theirs = this.byName.get(device);
    if (theirs?.identified) return;
    const ours = this.byName.get(user) ?? theirs ?? this.findOrAdd(user);
    if (theirs) {
      for (const one of this.aliases) if (one.from === theirs || one.into === theirs) one.active = false;
    }
    if (theirs && theirs !== ours) {
      ours.properties = { ...theirs.properties, ...ours.properties };
      for (const name of theirs.names) this.assign(name, ours);
    }
    this.assign(user, ours);
    this.assign(device, ours);
  }

  private findOrAdd(name: string): ReferencePerson {
    const found = this.byName.get(name);
    if (found) return found;
    const person = { names: new Set<string>(), identified: false, properties: {} };
    this.assign(name, person);
    return person;
  }

  private assign(name: string, person: ReferencePerson): void {
    person.names.add(name);
    this.byName.set(name, person);
  }
}
