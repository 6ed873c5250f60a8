/** The same page of another project; its settings are left behind, as they may name what the other lacks. */
export function samePage(pathname: string, projectId: number): string {
  const page = /^\/p\/[^/]+\/(.+)$/.exec(pathname)?.[1] ?? 'overview';
  return `/p/${projectId}/${page}`;
}
