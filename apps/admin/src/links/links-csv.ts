import type { Link, LinkStats } from '@groundswell/contracts';
import { toCsv } from '@groundswell/contracts';

const HEADER = 'name,address,destination,source,medium,campaign,content,term,clicks,people,signUps,active';

/** Links with what they counted. @param origin of the addresses, as `https://go.example` */
export function linksCsv(
  links: readonly Link[],
  stats: ReadonlyMap<number, LinkStats>,
  origin: string,
): string {
  const rows = links.map(({ id, name, code, destination, utm, enabled }) => [
    ...[name, `${origin}/l/${code}`, destination],
    ...[utm.source, utm.medium, utm.campaign, utm.content, utm.term],
    ...(['clicks', 'people', 'signUps'] as const).map((figure) => stats.get(id)?.[figure] ?? 0),
    enabled,
  ]);
  return toCsv(HEADER.split(','), rows);
}
