export interface AliasEdge {
  id: number;
  from: number;
  into: number;
}

/**
 * As whom each person counts: aliases are applied in the order in which they were made, and each lets the group of
 * `from` count as whoever the group of `into` counts as. A function of the aliases alone, so that taking one away gives
 * exactly what there would have been without it.
 */
export function aliasRoots(people: Iterable<number>, edges: AliasEdge[]): Map<number, number> {
  const parents = new Map([...people].map((person) => [person, person]));
  for (const { from, into } of [...edges].sort((a, b) => a.id - b.id)) {
    parents.set(rootOf(parents, from), rootOf(parents, into));
  }
  return new Map([...parents.keys()].map((person) => [person, rootOf(parents, person)]));
}

function rootOf(parents: Map<number, number>, person: number): number {
  let root = person;
  for (let above = parents.get(root); above !== undefined && above !== root; above = parents.get(root)) {
    root = above;
  }
  return root;
}

type Properties = Record<string, unknown>;

/**
 * Properties of a group as one person: with each alias, what the side has that it goes into stands, and gains what only
 * the other side has. Kept per person and united here, so that an undone alias leaves nothing behind.
 */
export function unitedProperties(
  root: number,
  edges: AliasEdge[],
  propertiesOf: Map<number, Properties>,
): Properties {
  const parents = new Map([...propertiesOf.keys()].map((person) => [person, person]));
  const united = new Map(propertiesOf);
  for (const edge of [...edges].sort((a, b) => a.id - b.id)) {
    const [from, into] = [rootOf(parents, edge.from), rootOf(parents, edge.into)];
    if (from === into) continue;
    parents.set(from, into);
    united.set(into, { ...united.get(from), ...united.get(into) });
  }
  return united.get(root) ?? {};
}
