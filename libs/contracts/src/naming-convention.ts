const PLACE = /\{([A-Za-z][A-Za-z0-9 -]{0,39})\}/g;

/** What is wrong with a template such as `{country}_{objective}_{audience}`. */
export type TemplateProblem = 'noPart' | 'twice' | 'touching';

/** Null: nothing. */
export function templateProblem(template: string): TemplateProblem | null {
  const names = [...template.matchAll(PLACE)].map(([, name]) => name!);
  if (names.length === 0) return 'noPart';
  if (new Set(names).size < names.length) return 'twice';
  return /\}\{/.test(template) ? 'touching' : null;
}

/**
 * The parts of a name, or null where it does not follow the template. Each part ends at the first place where the text behind
 * it stands, and the last takes what is left. Looked for from left to right, once: an expression would try all ways to
 * divide a name that does not follow.
 */
export function parseName(template: string, name: string): Record<string, string> | null {
  const names = [...template.matchAll(PLACE)].map(([, part]) => part!);
  const [first = '', ...texts] = template.split(/\{[^{}]*\}/);
  const last = texts.pop();
  if (last === undefined || !name.startsWith(first) || !name.endsWith(last)) return null;
  const end = name.length - last.length;
  const parts: string[] = [];
  let at = first.length;
  for (const text of texts) {
    const found = name.indexOf(text, at + 1);
    if (found < 0) return null;
    parts.push(name.slice(at, found));
    at = found + text.length;
  }
  if (at >= end) return null;
  parts.push(name.slice(at, end));
  return Object.fromEntries(names.map((part, place) => [part, parts[place]!]));
}
