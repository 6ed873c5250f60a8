import { MAX_PERSON_CHARACTERS } from '@groundswell/contracts';
import { isDeepStrictEqual } from 'node:util';
import type { KnownAlias, NewAlias } from './alias-tables.js';
import type { Names } from './identity-item.js';

export type Properties = Record<string, unknown>;

/** A name that the database knows, with its person. */
export interface KnownName {
  name: string;
  personId: number;
  identified: boolean;
  properties: Properties;
  /** True for somebody who is not identified and has an active alias. */
  aliased?: boolean;
}

/** A person as it becomes within one call. Its properties are `{...under, ...stored, ...set}`. */
interface Person {
  /** Null until one is allotted. */
  id: number | null;
  identified: boolean;
  aliased: boolean;
  stored: Properties;
  /** From persons merged into this one: they give way to what it has. */
  under: Properties;
  set: Properties;
  changed: boolean;
  mergedInto: Person | null;
}

export interface PersonRow {
  personId: number;
  identified: boolean;
}

export interface NewPerson extends PersonRow {
  properties: Properties;
}

export interface ChangedPerson extends PersonRow {
  under: Properties;
  set: Properties;
}

export interface NewName {
  name: string;
  personId: number;
  /** A user's id, by which the product itself knows the person; else a device's. */
  isKnown: boolean;
}

export interface IdentityChanges {
  newPersons: NewPerson[];
  newNames: NewName[];
  /** Names that were stored before they were said to be a user's id. */
  knownNames: string[];
  changedPersons: ChangedPerson[];
  /** Flat: `into` is not itself merged. */
  merges: { from: number; into: number }[];
  /** In the order in which they were said. */
  aliases: NewAlias[];
}

/** As said within one call. */
interface Alias {
  from: Person;
  into: Person;
  fromName: string;
  intoName: string;
  eventId: string;
  superseded: boolean;
}

/** Two people who count as one already, whoever said so. */
type Pair = Pick<Alias, 'from' | 'into'>;

/**
 * Who is who while a batch is read, kept in memory between one read and one write of the database. Ids are
 * allotted only at the end, to those who are still somebody of their own: they stay dense and need fewer merges.
 */
export class IdentityGraph {
  private readonly names = new Map<string, Person>();
  private readonly persons = new Map<number, Person>();
  private readonly newNames = new Map<string, Person>();
  /** Said to be users' ids; of somebody who was identified before only those that are new. */
  private readonly knownNames = new Set<string>();
  private readonly aliases: Alias[] = [];
  private aliased: Pair[] = [];
  private readonly aliasEvents = new Set<string>();

  constructor(known: KnownName[], aliases: KnownAlias[] = []) {
    for (const { name, personId, identified, properties, aliased } of known) {
      const person = this.persons.get(personId) ?? newPerson(personId, identified, properties, aliased);
      this.persons.set(personId, person);
      this.names.set(name, person);
    }
    for (const alias of aliases) this.knowAlias(alias);
  }

  apply(names: Names, traits: Properties, traitsOnce: Properties = {}): void {
    const person = this.personSaid(names);
    if (names.identified && this.newNames.has(names.name)) this.knownNames.add(names.name);
    if (names.identified && !person.identified) {
      this.knownNames.add(names.name);
      person.identified = true;
      person.changed = true;
    }
    setProperties(person, firstOnly(person, traitsOnce));
    setProperties(person, traits);
  }

  /** The state after all items; allots ids after `lastPersonId` in order of first appearance. */
  finish(lastPersonId: number): IdentityChanges {
    const newPersons = this.allot(lastPersonId);
    return {
      newPersons,
      newNames: [...this.newNames].map(([name, person]) => ({
        name,
        personId: idOf(person),
        isKnown: this.knownNames.has(name),
      })),
      knownNames: [...this.knownNames].filter((name) => !this.newNames.has(name)),
      changedPersons: [...this.persons.values()].flatMap(toChange),
      merges: [...this.persons].flatMap(([from, person]) => {
        const into = idOf(person);
        return into === from ? [] : [{ from, into }];
      }),
      aliases: this.aliases.map(({ from, into, ...said }) => ({
        ...said,
        from: idOf(from),
        into: idOf(into),
      })),
    };
  }

  /** Only after `finish`. */
  personOf(name: string): PersonRow {
    const person = this.find(name);
    if (!person) throw new Error('the name was not part of the batch');
    return { personId: idOf(person), identified: person.identified };
  }

  private knowAlias({ from, into, eventId, active }: KnownAlias): void {
    if (eventId !== null) this.aliasEvents.add(eventId);
    const [one, other] = [this.persons.get(from), this.persons.get(into)];
    if (active && one && other) this.aliased.push({ from: one, into: other });
  }

  private personSaid({ name, linked, alias }: Names): Person {
    if (linked === null) return this.findOrAdd(name);
    return alias === undefined ? this.link(name, linked) : this.alias(name, linked, alias);
  }

  private allot(lastPersonId: number): NewPerson[] {
    const added: NewPerson[] = [];
    for (const found of this.newNames.values()) {
      const person = rootOf(found);
      if (person.id !== null) continue;
      person.id = lastPersonId + added.length + 1;
      const properties = { ...person.under, ...person.set };
      added.push({ personId: person.id, identified: person.identified, properties });
    }
    return added;
  }

  /** A device joins the person of a userId, unless the device is already somebody identified. */
  private link(name: string, device: string): Person {
    const person = this.find(name);
    const other = this.find(device);
    if (!other) return this.bind(device, person ?? this.findOrAdd(name));
    if (other === person || other.identified) return this.findOrAdd(name);
    if (!person && !other.aliased) return this.bind(name, other);
    const into = person ?? this.findOrAdd(name);
    merge(other, into);
    // It turned out to be a device: what was said of it before must not make one person of two known ones.
    const isOf = ({ from, into }: Pair) => from === other || into === other;
    for (const alias of this.aliases) alias.superseded ||= isOf(alias);
    this.aliased = this.aliased.filter((pair) => !isOf(pair));
    return into;
  }

  /** Both stay who they are, so that it can be undone: an alias only lets them count as one. */
  private alias(name: string, other: string, eventId: string): Person {
    const into = this.findOrAdd(name);
    const from = this.findOrAdd(other);
    if (from === into || this.aliasEvents.has(eventId) || this.countAsOne(from, into)) return into;
    from.aliased = into.aliased = true;
    this.aliasEvents.add(eventId);
    this.aliased.push({ from, into });
    this.aliases.push({ from, into, fromName: other, intoName: name, eventId, superseded: false });
    return into;
  }

  /** By an alias between just these two. */
  private countAsOne(one: Person, other: Person): boolean {
    return this.aliased.some(
      ({ from, into }) => (from === one && into === other) || (from === other && into === one),
    );
  }

  private find(name: string): Person | undefined {
    const person = this.names.get(name);
    return person && rootOf(person);
  }

  private findOrAdd(name: string): Person {
    return this.find(name) ?? this.bind(name, newPerson(null, false, {}));
  }

  private bind(name: string, person: Person): Person {
    this.names.set(name, person);
    this.newNames.set(name, person);
    return person;
  }
}

function newPerson(id: number | null, identified: boolean, stored: Properties, aliased = false): Person {
  return { id, identified, aliased, stored, under: {}, set: {}, changed: false, mergedInto: null };
}

function rootOf(person: Person): Person {
  let root = person;
  while (root.mergedInto) root = root.mergedInto;
  return root;
}

function idOf(person: Person): number {
  const { id } = rootOf(person);
  if (id === null) throw new Error('ids are allotted at the end');
  return id;
}

/**
 * `into` keeps what it has; one without an id yet takes over the other's row instead of leaving a merge behind, unless
 * aliases name that row.
 */
function merge(from: Person, into: Person): void {
  if (into.id === null && from.id !== null && !from.aliased) {
    into.id = from.id;
    into.set = { ...from.set, ...into.under, ...into.set };
    into.under = from.under;
    into.stored = from.stored;
  } else {
    into.under = { ...from.under, ...from.stored, ...from.set, ...into.under };
  }
  into.changed = true;
  from.mergedInto = into;
}

/** What the person has none of yet. */
function firstOnly(person: Person, properties: Properties): Properties {
  const { under, stored, set } = person;
  const isNew = (key: string) => ![under, stored, set].some((known) => Object.hasOwn(known, key));
  return Object.fromEntries(Object.entries(properties).filter(([key]) => isNew(key)));
}

function setProperties(person: Person, traits: Properties): void {
  if (Object.keys(traits).length === 0) return;
  const current = { ...person.under, ...person.stored, ...person.set };
  const news = Object.entries(traits).filter(([key, value]) => !isDeepStrictEqual(current[key], value));
  if (news.length === 0) return;
  const added = Object.fromEntries(news);
  if (JSON.stringify({ ...current, ...added }).length > MAX_PERSON_CHARACTERS) return;
  person.set = { ...person.set, ...added };
  person.changed = true;
}

/** A stored person whose row must be written; one that took over a row is found by that row's id. */
function toChange(known: Person): ChangedPerson[] {
  const person = rootOf(known);
  if (!person.changed || person.id === null) return [];
  person.changed = false;
  return [{ personId: person.id, identified: person.identified, under: person.under, set: person.set }];
}
