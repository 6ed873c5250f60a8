import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';

/** OWASP's first choice for argon2id (the library's default variant): 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

@Injectable()
export class PasswordHasher {
  private decoy?: Promise<string>;

  /** PHC string, `$argon2id$…`. */
  hash(password: string): Promise<string> {
    return hash(password, PARAMETERS);
  }

  /**
   * Takes as long for an account that does not exist (`null`) as for one that does, so that answer times do
   * not tell which e-mails are known.
   */
  async verify(stored: string | null, password: string): Promise<boolean> {
    this.decoy ??= this.hash('a password that nobody has');
    const matches = await verify(stored ?? (await this.decoy), password);
    return matches && stored !== null;
  }
}
