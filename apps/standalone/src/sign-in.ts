import type { AccountsService, CommandLineAccess, Credentials } from '@groundswell/api';
import type { Config } from '@groundswell/platform';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from './engines/write-whole.js';
import type { Step } from './step.js';

/** Leaves a token for `npx groundswell` beside the data, for the eyes of its owner alone. */
export async function leaveCommandLineAccess(
  access: CommandLineAccess,
  config: Config,
  url: string,
): Promise<void> {
  const file = join(config.home, 'cli.json');
  const token = readToken(file) ?? (await access.issue());
  // The address is written anew at each start: the port may be another.
  if (token) writeWhole(file, JSON.stringify({ url, token }));
}

/** Null where there is none, or where a crash cut the file off. */
function readToken(file: string): string | null {
  if (!existsSync(file)) return null;
  try {
    const { token } = JSON.parse(readFileSync(file, 'utf8')) as { token?: unknown };
    return typeof token === 'string' ? token : null;
  } catch {
    return null;
  }
}

/**
 * Makes the owner at the first start and prints how to sign in. The file with the password (mode 0600) is on the disk
 * before the account is there: a kill between the two leaves a file without an account, which the next start replaces.
 */
export async function announceSignIn(
  accounts: Pick<AccountsService, 'ensureOwner'>,
  config: Pick<Config, 'home' | 'ownerEmail' | 'ownerPassword'>,
  url: string,
  step: Pick<Step, 'say'>,
): Promise<void> {
  const file = join(config.home, 'sign-in.txt');
  let written = false;
  const keep = ({ email, password }: Credentials) => {
    writeWhole(file, `${url}\ne-mail   ${email}\npassword ${password}\n`);
    written = true;
  };
  const created = await accounts.ensureOwner(
    { email: config.ownerEmail, password: config.ownerPassword },
    keep,
  );
  // Another process on the same database was faster: its password stands.
  if (written && !created) rmSync(file, { force: true });
  step.say(`\n  Open      ${url}`);
  if (created) {
    step.say(`  E-mail    ${created.email}`);
    step.say(`  Password  ${created.password}`);
    step.say(`  (kept in ${file}, readable by you alone)`);
  } else if (existsSync(file)) {
    step.say(`  Sign-in   as printed at the first start; kept in ${file}`);
  }
  step.say('');
}
