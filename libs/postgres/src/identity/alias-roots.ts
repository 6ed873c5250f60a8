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
