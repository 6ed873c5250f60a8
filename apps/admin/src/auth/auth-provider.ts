import type { AuthProvider } from 'react-admin';
import { signInPath } from './next-page.js';
import { readMe, signIn, signOut } from './session.js';

/** For react-admin's own lists and forms; pages ask `useMe`. */
export const authProvider: AuthProvider = {
  login: ({ email, password }: { email: string; password: string }) => signIn(email, password),
  logout: async () => {
    const path = signInPath(window.location);
    await signOut();
    return path;
  },
  checkAuth: async () => {
    if ((await readMe()) === null) throw new Error('signed out');
  },
  checkError: async (error: { status?: number } | null) => {
    if (error?.status === 401) throw new Error('signed out');
  },
  getIdentity: async () => {
    const me = await readMe();
    return { id: me?.id ?? 0, fullName: me?.name ?? '' };
  },
  getPermissions: async () => undefined,
};
