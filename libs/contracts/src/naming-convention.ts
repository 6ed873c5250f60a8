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

/** The parts of a name, or null where it does not follow the template. The last part takes what is left. */
export function parseName(template: string, name: string): Record<string, string> | null {
  const names = [...template.matchAll(PLACE)].map(([, part]) => part!);
  const texts = template.split(/\{[^{}]*\}/).map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const pattern = texts.reduce((all, text, at) => `${all}${at === names.length ? '(.+)' : '(.+?)'}${text}`);
  const found = new RegExp(`^${pattern}$`, 'u').exec(name);
  return found && Object.fromEntries(names.map((part, at) => [part, found[at + 1]!]));
}
