import { ProblemException } from '@groundswell/platform';

const PLACE = /\{([A-Za-z][A-Za-z0-9 -]{0,39})\}/g;

/** A template such as `{country}_{objective}_{audience}` as the parts between its places. @throws ProblemException 400 */
export function checkTemplate(template: string): void {
  const names = [...template.matchAll(PLACE)].map(([, name]) => name!);
  const message =
    names.length === 0
      ? 'names no part: write e.g. {country}_{objective}_{audience}'
      : new Set(names).size < names.length
        ? 'names a part twice'
        : /\}\{/.test(template)
          ? 'has two parts with nothing between them'
          : null;
  if (message) throw new ProblemException(400, `template ${message}.`, [{ path: 'template', message }]);
}

/** The parts of a name, or null where it does not follow the template. The last part takes what is left. */
export function parseName(template: string, name: string): Record<string, string> | null {
  const names = [...template.matchAll(PLACE)].map(([, part]) => part!);
  const texts = template.split(/\{[^{}]*\}/).map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const pattern = texts.reduce((all, text, at) => `${all}${at === names.length ? '(.+)' : '(.+?)'}${text}`);
  const found = new RegExp(`^${pattern}$`, 'u').exec(name);
  return found && Object.fromEntries(names.map((part, at) => [part, found[at + 1]!]));
}
