import { createHash, randomInt } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** `length` random characters of 0-9A-Za-z; 32 of them carry 190 bits. */
export function randomBase62(length: number): string {
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/** Secrets have 190 bits of their own, so one round of SHA-256 is enough to keep them unreadable in a dump. */
export function sha256(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
