import { ProblemException } from '@groundswell/platform';
import type { FastifyInstance } from 'fastify';
import { isStorable } from './storable-text.js';

const MESSAGE = 'holds a NUL character or half of a surrogate pair, which cannot be stored';
const MAX_DEPTH = 50;

/** Text that PostgreSQL cannot keep is refused with its place, before any handler sees it. */
export function refuseUnstorable(instance: FastifyInstance): void {
  instance.addHook('preValidation', async (request) => {
    if (!request.routeOptions.url?.startsWith('/api')) return;
    const path = findUnstorable(request.query) ?? findUnstorable(request.body);
    if (path !== null)
      throw new ProblemException(400, `${path || 'The body'} ${MESSAGE}.`, [{ path, message: MESSAGE }]);
  });
}

/** Dotted path of the first string or key that cannot be stored, `''` for the value itself, null for none. */
export function findUnstorable(value: unknown, path: string[] = []): string | null {
  if (typeof value === 'string') return isStorable(value) ? null : path.join('.');
  if (typeof value !== 'object' || value === null) return null;
  if (!isPlain(value) || path.length > MAX_DEPTH) return null;
  for (const [key, inner] of Object.entries(value)) {
    const found = isStorable(key) ? findUnstorable(inner, [...path, key]) : path.join('.');
    if (found !== null) return found;
  }
  return null;
}

/** Uploads are streams here, and not looked into. */
function isPlain(value: object): boolean {
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
