import type { AccountsService, CommandLineAccess } from '@groundswell/api';
import type { Config } from '@groundswell/platform';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
  if (token) writeFileSync(file, JSON.stringify({ url, token }), { mode: 0o600 });
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

/** Makes the owner at the first start, prints how to sign in, and keeps that for its owner's eyes (mode 0600). */
export async function announceSignIn(
  accounts: AccountsService,
  config: Config,
  url: string,
  step: Step,
): Promise<void> {
  const file = join(config.home, 'sign-in.txt');
  const created = await accounts.ensureOwner({ email: config.ownerEmail, password: config.ownerPassword });
  if (created) {
    writeFileSync(file, `${url}\ne-mail   ${created.email}\npassword ${created.password}\n`, { mode: 0o600 });
    step.say(`\n  Open      ${url}`);
    step.say(`  E-mail    ${created.email}`);
    step.say(`  Password  ${created.password}`);
    step.say(`  (kept in ${file}, readable by you alone)\n`);
    return;
  }
  step.say(`\n  Open      ${url}`);
  if (existsSync(file)) step.say(`  Sign-in   as printed at the first start; kept in ${file}`);
  step.say('');
}
