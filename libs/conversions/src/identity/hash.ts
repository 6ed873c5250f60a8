import { createHash } from 'node:crypto';

/** In small hexadecimal digits. */
export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
export const md5 = (text: string) => createHash('md5').update(text).digest('hex');

const HASHED = { sha256: /^[0-9a-f]{64}$/i, md5: /^[0-9a-f]{32}$/i };

/** Hashes a value, unless somebody has done so before: then it passes in small letters. */
export function hashedOnce(
  algorithm: 'sha256' | 'md5',
  value: string,
  normalise: (value: string) => string | null,
): string | null {
  const given = value.trim();
  if (HASHED[algorithm].test(given)) return given.toLowerCase();
  const normal = normalise(given);
  if (normal === null) return null;
  return algorithm === 'sha256' ? sha256(normal) : md5(normal);
}
