/** Any host: paths alone are looked at. */
const HERE = 'https://here.invalid';

/** Where to go after signing in: a path of ours, never another site. */
export function nextPage(next: string | null): string {
  const url = next?.startsWith('/') ? asUrl(next) : null;
  if (!url) return '/';
  const { origin, pathname, search, hash } = url;
  const isOurs = origin === HERE && !pathname.startsWith('//') && !/^\/login(\/|$)/.test(pathname);
  return isOurs ? pathname + search + hash : '/';
}

/** As a browser reads it, without tabs and dots: what looks like a path may lead elsewhere. */
function asUrl(path: string): URL | null {
  try {
    return new URL(path, HERE);
  } catch {
    return null;
  }
}

/** The page to sign in on, which leads back to where somebody was. */
export function signInPath({ pathname, search }: { pathname: string; search: string }): string {
  if (pathname.startsWith('/login')) return pathname + search;
  return pathname === '/' ? '/login' : `/login?next=${encodeURIComponent(pathname + search)}`;
}
