import type { Person } from './types.js';

type Named = Pick<Person, 'properties' | 'distinctIds' | 'personId'>;

/** Properties by which products call their people, the most telling first. */
const NAMING = ['name', '$name', 'username', 'email', '$email'];

/** What a person is called in a heading: a name where there is one, else the first of their ids. */
export function personName({ properties, distinctIds, personId }: Named): string {
  for (const key of NAMING) {
    const value = properties[key];
    if (typeof value === 'string' && value.trim() !== '') return value;
  }
  return distinctIds[0] ?? `#${personId}`;
}

/** A property's value in one line. */
export function valueText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The first properties as `key: value`, without what is the heading already. */
export function propertySummary(person: Named, most = 3): string {
  const name = personName(person);
  const telling = Object.entries(person.properties).filter(([, value]) => {
    return value !== null && value !== '' && value !== name && typeof value !== 'object';
  });
  return telling
    .slice(0, most)
    .map(([key, value]) => `${key}: ${valueText(value)}`)
    .join(' · ');
}
