import type { CodedReason, FieldProblem } from '@groundswell/contracts';
import { ZH_PROBLEMS } from './zh/problems.js';

/** An error of the API, as the caller keeps it. */
export interface Fault {
  message: string;
  errors?: FieldProblem[];
  fault: CodedReason | null;
}

/** By language: sentences by code. English has none: the API's own say it best. */
const SENTENCES: Record<string, Partial<Record<string, string>>> = { zh: ZH_PROBLEMS };

/**
 * What the API refused, in the reader's language as far as the fault has a code there, and else in the API's English,
 * which says more than a general sentence would.
 */
export function problemText({ message, errors, fault }: Fault, locale: string): string {
  const sentences = SENTENCES[locale.split('-')[0] ?? ''];
  if (!sentences) return message;
  const whole = say(sentences, fault ?? {});
  if (whole !== null) return whole;
  return fieldsText(sentences, errors ?? []) ?? message;
}

/** Null unless every field has a sentence: half of a list would hide the other half. */
function fieldsText(sentences: Partial<Record<string, string>>, errors: FieldProblem[]): string | null {
  const said = errors.map((one) => ({ path: one.path, text: say(sentences, one) }));
  if (said.length === 0 || said.some(({ text }) => text === null)) return null;
  return said.map(({ path, text }) => (path ? `${path}：${text}` : text)).join('；');
}

function say(
  sentences: Partial<Record<string, string>>,
  { code, values = {}, cause }: CodedReason,
): string | null {
  const sentence = code === undefined ? undefined : sentences[code];
  if (sentence === undefined) return null;
  const within = cause && say(sentences, cause);
  const said: typeof values = within ? { ...values, reason: within } : values;
  return sentence.replace(/%\{(\w+)\}/g, (_whole, name: string) => String(said[name] ?? ''));
}
