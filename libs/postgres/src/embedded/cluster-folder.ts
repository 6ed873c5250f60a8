import { stat } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';

/** The cluster's folder under home; one that it must lie elsewhere for has a name of its own. */
export const FOLDER_IN_HOME = 'postgres';

/** The folder as it is kept: from home on where it lies there, whole elsewhere. */
export function folderFrom(home: string, directory: string): string {
  const path = relative(home, directory);
  return path.startsWith('..') || isAbsolute(path) ? directory : path;
}

/** The folder that was kept. Older records are whole paths: those of a home that was moved or copied since name another's. */
export async function folderIn(home: string, kept: string): Promise<string> {
  const own = join(home, FOLDER_IN_HOME);
  const isOfAnotherHome = isAbsolute(kept) && kept !== own && basename(kept) === FOLDER_IN_HOME;
  return isOfAnotherHome && (await exists(own)) ? own : resolve(home, kept);
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );
