import type { NetworkAnswer, Reading, Verdict } from './network.js';

export type Said = Record<string, unknown>;

export function objectOf(value: unknown): Said {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Said) : {};
}

/** {} for what is no JSON object. */
export function parsed(body: string): Said {
  try {
    return objectOf(JSON.parse(body));
  } catch {
    return {};
  }
}

const MOST_CHARACTERS = 500;
export const sentence = (...parts: unknown[]) =>
  parts
    .filter((part) => part !== undefined && part !== null && part !== '')
    .join(' ')
    .slice(0, MOST_CHARACTERS);

export const isSuccess = ({ status }: NetworkAnswer) => status >= 200 && status < 300;

/** What the status alone says, the same for every network; null where the body must tell. */
export function readStatus({ status, body }: NetworkAnswer): Reading | null {
  const reason = sentence(`HTTP ${status}:`, body.trim());
  if (status === 401 || status === 403) return { kind: 'unauthorized', reason };
  if (status === 408 || status === 425 || status === 429 || status >= 500) return { kind: 'later', reason };
  if (status >= 300 && status < 400) return { kind: 'later', reason: `HTTP ${status}: redirected` };
  return null;
}

export const allAccepted = (size: number): Reading => ({
  kind: 'each',
  verdicts: Array.from({ length: size }, (): Verdict => ({ kind: 'accepted' })),
});

/** Some were refused, by place; the rest was taken. */
export function allBut(refused: ReadonlyMap<number, string>, size: number): Reading {
  const verdicts = Array.from({ length: size }, (_, place): Verdict => {
    const reason = refused.get(place);
    return reason === undefined ? { kind: 'accepted' } : { kind: 'refused', reason };
  });
  return { kind: 'each', verdicts };
}

export const nothingTaken = (reason: string, culprits = new Map<number, string>()): Reading => ({
  kind: 'none',
  reason,
  culprits,
});

/** A network that answers 200 to everything and says the rest by a code. */
export interface Codes {
  unauthorized: (code: number) => boolean;
  later: (code: number) => boolean;
}

export function readCode(code: number, message: string, codes: Codes): Reading {
  const reason = sentence(`${code}:`, message);
  if (codes.unauthorized(code)) return { kind: 'unauthorized', reason };
  if (codes.later(code)) return { kind: 'later', reason };
  return nothingTaken(reason);
}
