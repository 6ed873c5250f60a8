/** Where to go after signing in: a path of ours, never another site. */
export function nextPage(next: string | null): string {
  if (!next || !/^\/(?![/\\])/.test(next)) return '/';
  return next.startsWith('/login') ? '/' : next;
}
