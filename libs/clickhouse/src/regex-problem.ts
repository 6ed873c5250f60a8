import { UnanswerableQuery } from './unanswerable-query.js';

/** A regular expression that the engine cannot compile is the asker's to mend; any other error is passed on. */
export function orRegexProblem(error: unknown): never {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: string };
  if (String(code) !== '427') throw error;
  const reason = /error: (.{1,100}?)(?:\.|$)/.exec(message ?? '')?.[1] ?? 'not valid';
  throw new UnanswerableQuery(`The regular expression cannot be read (RE2 syntax): ${reason}.`);
}
