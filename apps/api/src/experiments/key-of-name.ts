/** A key that is like the name and not taken: letters and digits of it with hyphens between. */
export function keyOfName(name: string, taken: ReadonlySet<string>, fallback: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  const base = plain.replace(/^-+|-+$/g, '').slice(0, 60) || fallback;
  if (!taken.has(base)) return base;
  for (let number = 2; ; number++) if (!taken.has(`${base}-${number}`)) return `${base}-${number}`;
}
