import { loadConfig } from '@groundswell/platform';
import { type NewPassword, resetPassword, runningPostgresUrl } from '@groundswell/postgres';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** On the database of DATABASE_URL, else on the embedded one of a running start. */
export async function resetOwnerPassword(
  { email, home }: { email?: string; home: string },
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const url = loadConfig(env).databaseUrl ?? (await runningPostgresUrl(home));
  if (!url) {
    throw new Error(`Nothing runs on ${home}: start it with \`npm start\` first, or set DATABASE_URL.`);
  }
  const made = await resetPassword(url, email);
  console.log(`E-mail    ${made.email}\nPassword  ${made.password}`);
  console.log(`${made.sessions} ${made.sessions === 1 ? 'session was' : 'sessions were'} ended.`);
  keepInHome(home, made);
}

/** The file of the first start would otherwise go on showing a password that opens nothing. */
function keepInHome(home: string, { email, password }: NewPassword): void {
  const file = join(home, 'sign-in.txt');
  if (!existsSync(file)) return;
  const text = readFileSync(file, 'utf8');
  if (!text.includes(`e-mail   ${email}\n`)) return;
  writeFileSync(
    `${file}.new`,
    text.replace(/^password .*$/m, () => `password ${password}`),
    { mode: 0o600 },
  );
  renameSync(`${file}.new`, file);
}
