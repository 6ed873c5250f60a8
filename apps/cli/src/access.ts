import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Access {
  url: string;
  token: string;
}

/**
 * Where to call and as whom: options first, then the environment, then what a local `npm start` left for its
 * own user in the data folder.
 */
export function resolveAccess(
  options: { url?: string; token?: string; home: string },
  env: NodeJS.ProcessEnv,
): Access {
  const local = readLocal(options.home);
  const url = options.url ?? env.GROUNDSWELL_URL ?? local?.url ?? 'http://127.0.0.1:3000';
  const token = options.token ?? env.GROUNDSWELL_TOKEN ?? local?.token;
  if (!token) {
    throw new Error(
      'No access: pass --token gs_… or set GROUNDSWELL_TOKEN (make a token under Settings), or say where ' +
        '`npm start` keeps its data: --home FOLDER or GROUNDSWELL_HOME.',
    );
  }
  return { url: url.replace(/\/+$/, ''), token };
}

function readLocal(home: string): Access | undefined {
  const file = join(home, 'cli.json');
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Access;
  } catch {
    throw new Error(`${file} cannot be read; run this as the user who runs Groundswell, or pass --token.`);
  }
}
