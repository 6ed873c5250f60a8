import { ProblemException } from '@groundswell/platform';
import { type KnownKey, ProjectKeyStore } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';

const FORM = /^[\w-]{1,200}$/;

/** Public keys that flags are read with. */
@Injectable()
export class ClientKeys {
  constructor(private readonly keys: ProjectKeyStore) {}

  /** @throws ProblemException 401 for a key that does not work; rejects while PostgreSQL is away and it is not known */
  async find(key: string): Promise<KnownKey> {
    const known = FORM.test(key) ? await this.keys.find('client', key) : null;
    if (known) return known;
    if (key.startsWith('gsw_'))
      throw new ProblemException(401, 'This is a write key. Flags are read with a client key (gsc_…).');
    throw new ProblemException(
      401,
      'There is no such client key, or it was revoked. See Data → Keys of the project.',
    );
  }
}
