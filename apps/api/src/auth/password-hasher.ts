import { hashPassword } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { verify } from '@node-rs/argon2';

@Injectable()
export class PasswordHasher {
  private decoy?: Promise<string>;

  /** PHC string, `$argon2id$…`. */
  hash(password: string): Promise<string> {
    return hashPassword(password);
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
