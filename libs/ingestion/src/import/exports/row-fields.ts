import { Refusal } from '../../acceptance.js';
import { isObject } from '../../text/clean-json.js';

export type Row = Record<string, unknown>;

/** An object that CSV and Parquet keep as JSON text; absent and empty are {}. @throws Refusal */
export function objectField(value: unknown, path: string): Row {
  if (value === undefined || value === null || value === '') return {};
  const parsed = typeof value === 'string' ? parsedJson(value) : value;
  if (parsed === null) return {};
  if (isObject(parsed)) return parsed;
  throw new Refusal('wrong_type', `"${path}" must be an object, or one written as JSON.`, path);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Empty text is what CSV has where there is nothing. */
export function present(value: unknown): unknown {
  return value === '' || value === null ? undefined : value;
}

export function without(object: Row, names: ReadonlySet<string>): Row {
  const kept = Object.entries(object).filter(([name]) => !names.has(name));
  return Object.fromEntries(kept);
}
