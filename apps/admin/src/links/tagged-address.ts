import type { LinkUtm } from '@groundswell/contracts';

export const UTM_FIELDS = ['source', 'medium', 'campaign', 'content', 'term'] as const;

/** Where a link will lead, without the id of the click; '' while there is no address yet. */
export function taggedAddress(destination: string, utm: LinkUtm): string {
  if (!URL.canParse(destination)) return '';
  const url = new URL(destination);
  for (const field of UTM_FIELDS) {
    const value = utm[field]?.trim();
    if (value) url.searchParams.set(`utm_${field}`, value);
  }
  return url.href;
}
