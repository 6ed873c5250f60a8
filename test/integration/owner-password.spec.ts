import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hashPassword, resetPassword, SessionEntity, UserEntity } from '@groundswell/postgres';
import { verify } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from './support/postgres-database.js';

describe('a new password from the command line', () => {
  let database: TestDatabase;
  let owner: UserEntity;
  let ada: UserEntity;

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = await addAccount('owner@example.com');
    ada = await addAccount('ada@example.com');
  });
  afterAll(() => database?.drop());

  async function addAccount(email: string): Promise<UserEntity> {
    const { manager } = database.dataSource;
    const passwordHash = await hashPassword('the old one');
    const user = await manager.save(
      UserEntity,
      manager.create(UserEntity, { email, name: 'A', passwordHash }),
    );
    const expiresAt = new Date(Date.now() + 3_600_000);
    await manager.insert(SessionEntity, { tokenHash: randomBytes(32), userId: user.id, expiresAt });
    return user;
  }
  const sessionsOf = (user: UserEntity) =>
    database.dataSource.manager.countBy(SessionEntity, { userId: user.id });
  const opens = async (user: UserEntity, password: string) => {
    const { passwordHash } = await database.dataSource.manager.findOneByOrFail(UserEntity, { id: user.id });
    return verify(passwordHash, password);
  };

  it('is that of the first account, whose sessions end; no other account is touched', async () => {
    const made = await resetPassword(database.url);
    expect(made).toMatchObject({ email: 'owner@example.com', sessions: 1 });
    expect(await opens(owner, made.password)).toBe(true);
    expect(await opens(owner, 'the old one')).toBe(false);
    expect(await sessionsOf(owner)).toBe(0);
    expect(await opens(ada, 'the old one')).toBe(true);
    expect(await sessionsOf(ada)).toBe(1);
  });

  it('is that of another account by its e-mail, in any case', async () => {
    const made = await resetPassword(database.url, ' Ada@Example.com ');
    expect(made).toMatchObject({ email: 'ada@example.com', sessions: 1 });
    expect(await opens(ada, made.password)).toBe(true);
  });

  it('is refused where there is no such account', async () => {
    await expect(resetPassword(database.url, 'nobody@example.com')).rejects.toThrow(
      'There is no account with the e-mail nobody@example.com.',
    );
  });

  it('is refused in one sentence where the database is away, without its password', async () => {
    const away = resetPassword('postgres://u:a-secret@127.0.0.1:1/x');
    await expect(away).rejects.toThrow(/^PostgreSQL at 127.0.0.1:1 cannot be reached: [^\n]+$/);
    await expect(away).rejects.not.toThrow(/a-secret/);
  });
});
