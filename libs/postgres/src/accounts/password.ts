import { hash } from '@node-rs/argon2';
import { randomInt } from 'node:crypto';

/** OWASP's first choice for argon2id (the library's default variant): 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Without those that are mistaken for one another. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** PHC string, `$argon2id$…`. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, PARAMETERS);
}

/** A password that can be read out and typed: 20 characters in groups of five, about 100 bits. */
export function generatePassword(): string {
  const group = () => Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}
