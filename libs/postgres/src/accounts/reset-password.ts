import type { EntityManager } from 'typeorm';
import { connectPostgres } from '../connection/data-source.js';
import { generatePassword, hashPassword } from './password.js';
import { SessionEntity } from './session.entity.js';
import { UserEntity } from './user.entity.js';

export interface NewPassword {
  email: string;
  password: string;
  /** How many sessions it ended. */
  sessions: number;
}

/**
 * Gives an account a new password and ends its sessions; its API tokens go on. Without an e-mail it is the first
 * account, the owner made at the first start.
 * @throws PostgresUnavailable, or Error in one sentence where there is no such account
 */
export async function resetPassword(url: string, email?: string): Promise<NewPassword> {
  const password = generatePassword();
  const passwordHash = await hashPassword(password);
  const dataSource = await connectPostgres(url);
  try {
    return await dataSource.transaction(async (manager) => {
      const user = await findAccount(manager, email);
      await manager.update(UserEntity, user.id, { passwordHash });
      const ended = await manager.delete(SessionEntity, { userId: user.id });
      return { email: user.email, password, sessions: ended.affected ?? 0 };
    });
  } finally {
    await dataSource.destroy();
  }
}

async function findAccount(manager: EntityManager, email?: string): Promise<UserEntity> {
  const where = email === undefined ? {} : { email: email.trim().toLowerCase() };
  const [user] = await manager.find(UserEntity, { where, order: { id: 'ASC' }, take: 1 });
  if (user) return user;
  throw new Error(
    email === undefined
      ? 'There is no account yet: the owner is made at the first start.'
      : `There is no account with the e-mail ${email}.`,
  );
}
