import { ProblemException } from '@groundswell/platform';
import { generatePassword, UserEntity } from '@groundswell/postgres';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { PasswordHasher } from './password-hasher.js';

const FIRST_OWNER_EMAIL = 'owner@example.com';

export interface Credentials {
  email: string;
  password: string;
}

/** People who can sign in. */
@Injectable()
export class AccountsService {
  constructor(
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
    private readonly hasher: PasswordHasher,
  ) {}

  /**
   * Makes the first account, which has no project yet and so may create one.
   * @param keep gets the credentials before the account is there: whatever kills us, nobody has one that can be
   * entered by no password that was kept. It may be called in vain, and again at the next start.
   * @returns the credentials to show, only when the account was made now; null when anybody can sign in already.
   */
  async ensureOwner(
    wanted: Partial<Credentials> = {},
    keep: (credentials: Credentials) => void = () => undefined,
  ): Promise<Credentials | null> {
    if ((await this.users.count()) > 0) return null;
    const email = normaliseEmail(wanted.email ?? FIRST_OWNER_EMAIL);
    const password = wanted.password ?? generatePassword();
    keep({ email, password });
    try {
      await this.create({ email, name: 'Owner', password });
      return { email, password };
    } catch (error) {
      // Another process made it at the same moment.
      if ((await this.users.count()) > 0) return null;
      throw error;
    }
  }

  /** The account of these credentials, or null; a wrong e-mail and a wrong password take the same time. */
  async authenticate(email: string, password: string): Promise<UserEntity | null> {
    const user = await this.byEmail(email);
    const valid = await this.hasher.verify(user?.passwordHash ?? null, password);
    return valid ? user : null;
  }

  byEmail(email: string): Promise<UserEntity | null> {
    return this.users.findOneBy({ email: normaliseEmail(email) });
  }

  async create(input: { email: string; name: string; password: string }): Promise<UserEntity> {
    const passwordHash = await this.hasher.hash(input.password);
    return this.users.save(
      this.users.create({ email: normaliseEmail(input.email), name: input.name, passwordHash }),
    );
  }

  /** @throws ProblemException 400 when the current password is wrong. */
  async changePassword(user: UserEntity, current: string, next: string): Promise<void> {
    if (!(await this.hasher.verify(user.passwordHash, current))) {
      const message = 'The current password is not right.';
      throw new ProblemException(400, message, [{ path: 'currentPassword', message }]).coded(
        'password_wrong',
      );
    }
    await this.users.update(user.id, { passwordHash: await this.hasher.hash(next) });
  }

  async rename(user: UserEntity, name: string): Promise<void> {
    await this.users.update(user.id, { name });
  }
}

export function normaliseEmail(email: string): string {
  return email.trim().toLowerCase();
}
