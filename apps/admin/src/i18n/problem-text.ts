import type { CodedReason, FieldProblem } from '@groundswell/contracts';
import { ZH_WORDS } from './zh/problem-words.js';
import { ZH_PROBLEMS } from './zh/problems.js';

/** An error of the API, as the caller keeps it. */
export interface Fault {
  message: string;
  errors?: FieldProblem[];
  fault: CodedReason | null;
}

interface Language {
  /** By code. */
  sentences: Partial<Record<string, string>>;
  /** English words that stand in them as values, by the name of the value. */
  words: Partial<Record<string, Record<string, string>>>;
}

/** English has none: the API's own say it best. */
const LANGUAGES: Record<string, Language> = { zh: { sentences: ZH_PROBLEMS, words: ZH_WORDS } };

/**
 * What the API refused, in the reader's language as far as the fault has a code there, and else in the API's English,
 * which says more than a general sentence would.
 */
export function problemText({ message, errors, fault }: Fault, locale: string): string {
  const language = LANGUAGES[locale.split('-')[0] ?? ''];
  if (!language) return message;
  const whole = say(language, fault ?? {});
  if (whole !== null) return whole;
  return fieldsText(language, errors ?? []) ?? message;
}

/** Null unless every field has a sentence: half of a list would hide the other half. */
function fieldsText(language: Language, errors: FieldProblem[]): string | null {
  const said = errors.map((one) => ({ path: one.path, text: say(language, one) }));
  if (said.length === 0 || said.some(({ text }) => text === null)) return null;
  return said.map(({ path, text }) => (path ? `${path}：${text}` : text)).join('；');
}

function say(language: Language, { code, values = {}, cause }: CodedReason): string | null {
  const { sentences, words } = language;
  const sentence = code === undefined ? undefined : sentences[code];
  if (sentence === undefined) return null;
  const within = cause && say(language, cause);
  const said: typeof values = within ? { ...values, reason: within } : values;
  return sentence.replace(/%\{(\w+)\}/g, (_whole, name: string) => {
    const value = String(said[name] ?? '');
    return words[name]?.[value] ?? value;
  });
}
